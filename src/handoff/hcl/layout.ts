/** A name and what it is set to, in HCL; the value may take several lines. */
export interface Setting {
  readonly name: string;
  readonly value: string;
}

export const indented = (text: string): string => text.replace(/^(?=[^\n])/gm, "  ");

/**
 * `name = value` for each, as `terraform fmt` aligns them: equals signs of neighbours stand in one column, and a value
 * whose brackets close on a later line has no neighbours.
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

/** Only brackets and heredocs make a value take several lines; a heredoc alone keeps its neighbours. */
const opensBrackets = (value: string): boolean => value.includes("\n") && !value.startsWith("<<");

const segmenter = new Intl.Segmenter();

/** Width in characters as people count them. */
const columns = (name: string): number =>
  /^[\x20-\x7e]*$/.test(name) ? name.length : [...segmenter.segment(name)].length;
