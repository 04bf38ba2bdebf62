/** Commands that change nothing. */
export const reads = (...commands: readonly string[]): string => fenced("Read only:", commands);

/** Commands that write files of this machine, and change nothing in AWS or the cluster. */
export const local = (...commands: readonly string[]): string => fenced("Writes local files:", commands);

/** Commands that change AWS, the cluster or the record of addresses. */
export const changes = (...commands: readonly string[]): string => fenced("**Changes:**", commands);

const fenced = (title: string, commands: readonly string[]): string =>
  `${title}\n\n\`\`\`sh\n${commands.join("\n")}\n\`\`\``;

export const markdownTable = (head: readonly string[], rows: readonly (readonly string[])[]): string =>
  [head, head.map(() => "---"), ...rows].map((cells) => `| ${cells.map(cell).join(" | ")} |`).join("\n");

/** A cell ends at a bar and at the end of the line. */
const cell = (value: string): string => value.replace(/\|/g, "\\|").replace(/\n/g, " ");
