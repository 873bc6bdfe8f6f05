import type { Page } from '../../src/contract/page.ts';

/**
 * Whether a page is something to use (a form to fill in, an enquiry by number), not something that was published: it
 * bears no date, and a form of it posts to itself or asks for more than a search does.
 */
export function isFormPage({ url, published, rows, forms }: Page): boolean {
  if (published !== undefined || rows.length > 0) return false;
  return forms.some(({ action, inputs }) => inputs.length >= 4 || (inputs.length >= 2 && action === url));
}
