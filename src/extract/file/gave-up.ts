/** Why a file could not be read. Thrown inside this room only: the door turns it into a reading. */
export class GaveUp extends Error {
  override readonly name = 'GaveUp';
}
