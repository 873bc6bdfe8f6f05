/** Which way of reading this is: a stored reading of another version is read anew. Raise it with every change of what is read. */
export const readerVersion = '3';
