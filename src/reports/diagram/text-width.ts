/**
 * Advance widths in thousandths of the font size: printable ASCII in its order, then the characters of `BESIDE`. The first is DejaVu
 * Sans 2.37, which is about as wide as Verdana. The second is Liberation Sans 2.1.5, whose widths are those of Arial and Helvetica.
 * A reader of a picture has one of them, or a narrower font.
 *
 * Source: tables `hmtx` and `cmap` of the font files, both under free licences (read 2026-11-25).
 */
const REGULAR = [
  // prettier-ignore
  [318,401,460,838,636,950,780,275,390,390,500,838,318,361,318,337,636,636,636,636,636,636,636,636,636,636,337,337,838,838,838,531,1000,684,686,698,770,632,575,775,752,295,295,656,557,863,748,787,603,787,695,635,611,732,684,989,685,611,685,390,337,390,838,500,500,613,635,550,635,615,352,635,634,278,278,579,278,974,634,612,635,635,411,521,392,634,592,818,592,592,525,636,337,636,838,318,838,838,1000,318],
  // prettier-ignore
  [278,278,355,556,556,889,667,191,333,333,389,584,278,333,278,278,556,556,556,556,556,556,556,556,556,556,278,278,584,584,584,556,1015,667,667,722,722,667,611,778,722,278,500,667,556,833,722,778,667,778,722,667,611,722,667,944,667,667,611,278,278,278,469,556,333,556,556,500,556,556,278,556,556,222,222,500,222,833,556,556,556,556,333,500,278,556,500,722,500,500,500,334,260,334,584,333,584,1000,1000,222],
];

/** The same of their bold faces. */
const BOLD = [
  // prettier-ignore
  [348,456,521,838,696,1002,872,306,457,457,523,838,380,415,380,365,696,696,696,696,696,696,696,696,696,696,400,400,838,838,838,580,1000,774,762,734,830,683,683,821,837,372,372,775,637,995,837,850,733,850,770,720,682,812,774,1103,771,724,725,457,365,457,838,500,500,675,716,593,716,678,435,716,712,343,343,665,343,1042,712,687,716,716,493,595,478,712,652,924,645,652,582,712,365,712,838,380,838,838,1000,380],
  // prettier-ignore
  [278,333,474,556,556,889,722,238,333,333,389,584,278,333,278,278,556,556,556,556,556,556,556,556,556,556,333,333,584,584,584,611,975,722,722,722,722,667,611,778,722,278,556,722,611,833,722,778,667,778,722,667,611,722,667,944,667,667,611,333,278,333,584,556,333,556,611,556,611,556,333,611,611,278,278,556,278,889,611,611,611,611,389,556,333,611,556,778,556,556,500,389,280,389,584,333,584,1000,1000,278],
];

const BESIDE = "\u00b7\u2212\u2192\u2026\u2019";

const CHARACTERS = [...Array.from({ length: 95 }, (_, index) => String.fromCharCode(32 + index)), ...BESIDE];

/** The widest width of each character. */
const widest = (fonts: readonly (readonly number[])[]): ReadonlyMap<string, number> =>
  new Map(
    CHARACTERS.map((character, index) => [character, Math.max(...fonts.map((widths) => widths[index] ?? 0))]),
  );

const WIDTHS = { regular: widest(REGULAR), bold: widest(BOLD) } as const;

/** Width of a character outside of the tables, such as of Chinese. */
const SQUARE = 1000;

export interface Face {
  /** CSS pixels. @default 12 */
  readonly size?: number;
  /** @default false */
  readonly bold?: boolean;
}

/** Width of a text in CSS pixels, in the widest font that a reader can have. Kerning makes it narrower. */
export function textWidth(text: string, { size = 12, bold = false }: Face = {}): number {
  const widths = bold ? WIDTHS.bold : WIDTHS.regular;
  const sum = [...text].reduce((total, character) => total + (widths.get(character) ?? SQUARE), 0);
  return (sum * size) / 1000;
}

/** Lines of a text that are at most so wide. They break at spaces, and wider words after a separator or at any place. */
export function wrapped(text: string, width: number, face: Face = {}): string[] {
  const fits = (line: string): boolean => textWidth(line, face) <= width;
  const lines: string[] = [];
  for (const word of text.split(" ")) {
    const last = lines.at(-1);
    const joined = last === undefined ? word : `${last} ${word}`;
    if (last !== undefined && fits(joined)) lines[lines.length - 1] = joined;
    else lines.push(...broken(word, fits));
  }
  return lines;
}

function broken(word: string, fits: (line: string) => boolean): string[] {
  if (fits(word)) return [word];
  const parts = word.match(/[^-_./:,@]*[-_./:,@]|[^-_./:,@]+$/g) ?? [word];
  return parts.length > 1 ? filled(parts, fits) : filled([...word], fits);
}

/** Joins parts to lines that fit. */
function filled(parts: readonly string[], fits: (line: string) => boolean): string[] {
  const lines: string[] = [];
  for (const part of parts.flatMap((each) =>
    fits(each) || each.length === 1 ? [each] : broken(each, fits),
  )) {
    const joined = `${lines.at(-1) ?? ""}${part}`;
    if (lines.length > 0 && fits(joined)) lines[lines.length - 1] = joined;
    else lines.push(part);
  }
  return lines;
}
