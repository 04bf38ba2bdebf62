export const NODE_VERSIONS: readonly string[];
export function nodeProgram(version: string): string;
