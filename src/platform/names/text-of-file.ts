/** Text of a file that an environment names. */
export function textOfFile(texts: ReadonlyMap<string, string>, file: string): string {
  const text = texts.get(file);
  if (text === undefined) throw new Error(`${file} is named and was not read`);
  return text;
}
