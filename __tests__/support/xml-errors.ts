/** Handler of a parser of XML: errors throw. A warning is about a replaced character, which the text can contain. */
export function onXmlError(level: "warning" | "error" | "fatalError", message: string): void {
  if (level !== "warning") throw new Error(`not well-formed: ${message}`);
}
