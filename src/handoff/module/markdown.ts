/** A block of commands for a shell. */
export const code = (...lines: string[]): string => `\`\`\`sh\n${lines.join("\n")}\n\`\`\``;
