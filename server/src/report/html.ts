// Pieces of HTML that cannot be forgotten to escape: whatever is put into a template is text, unless it is such a piece.
// Names come from source files, so anything may be in them: markup, control characters, and characters that turn the
// direction of writing, which would change what the reader sees around them.

const UNSAFE = /[\p{Cc}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu;
const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

export class Html {
  readonly text: string;
  constructor(text: string) {
    this.text = text;
  }
}

export type Content = Html | string | number | readonly Content[];

export const NOTHING = new Html('');

export const escaped = (text: string): string =>
  text.replace(UNSAFE, '\ufffd').replace(/[&<>"']/g, (character) => ENTITIES[character] ?? '');

export function html(pieces: TemplateStringsArray, ...contents: readonly Content[]): Html {
  let text = pieces[0] ?? '';
  contents.forEach((content, i) => {
    text += written(content) + (pieces[i + 1] ?? '');
  });
  return new Html(text);
}

function written(content: Content): string {
  if (content instanceof Html) return content.text;
  if (typeof content === 'string') return escaped(content);
  return typeof content === 'number' ? String(content) : content.map(written).join('');
}

/** A sentence in which names of the code stand between backticks. */
export const prose = (sentence: string): Html =>
  html`${sentence.split('`').map((part, i) => (i % 2 === 1 ? html`<code>${part}</code>` : part))}`;

const CHARACTERS = new Map(Object.entries(ENTITIES).map(([character, entity]) => [entity, character]));

/** The text without its markup. */
export const plain = ({ text }: Html): string =>
  text
    .replaceAll('<wbr>', '')
    .replace(/<[^>]*>/g, ' ')
    .replace(/&[a-z]+;|&#39;/g, (entity) => CHARACTERS.get(entity) ?? entity)
    .trim();
