import { type Family } from "../folding/families";

/** A text with the addresses that the blocks of families have in the module. */
export function foldedText(text: string, families: readonly Family[]): string {
  const folded = new Map(
    families.flatMap(({ address, members }) =>
      members.map((member) => [member.address, `${address}[${JSON.stringify(member.key)}]`] as const),
    ),
  );
  return text.replace(
    /(?<![\w.])(?:data\.)?[a-z]\w*\.[a-z]\w*(?!\w)/g,
    (address) => folded.get(address) ?? address,
  );
}
