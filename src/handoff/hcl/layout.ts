/** A name and its value in HCL; the value can have several lines. */
export interface Setting {
  readonly name: string;
  readonly value: string;
}

/** Longest list that stays on one line. */
export const LONGEST_LINE = 80;

export const indented = (text: string): string => text.replace(/^(?=[^\n])/gm, "  ");

/**
 * `name = value` lines, aligned as by `terraform fmt`: the equals signs of adjacent settings are in one column, and a
 * value whose brackets close on a later line ends the group.
 */
export function aligned(settings: readonly Setting[]): string {
  const lines: string[] = [];
  let group: Setting[] = [];
  const close = (): void => {
    const width = Math.max(...group.map(({ name }) => columns(name)));
    for (const { name, value } of group) {
      lines.push(`${name}${" ".repeat(width - columns(name))} = ${value}`);
    }
    group = [];
  };
  for (const setting of settings) {
    if (opensBrackets(setting.value)) {
      if (group.length > 0) close();
      lines.push(`${setting.name} = ${setting.value}`);
    } else {
      group.push(setting);
    }
  }
  if (group.length > 0) close();
  return lines.join("\n");
}

/** Only brackets and heredocs give a value several lines; a plain heredoc does not end the group. */
const opensBrackets = (value: string): boolean => value.includes("\n") && !value.startsWith("<<");

const segmenter = new Intl.Segmenter();

/** Width in user-perceived characters. */
const columns = (name: string): number =>
  /^[\x20-\x7e]*$/.test(name) ? name.length : [...segmenter.segment(name)].length;
