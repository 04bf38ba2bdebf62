import { type Edit } from "./day-two-change";

/** The files of a hand-over with the edits of their owner. An edit must find its text once. */
export function editedFiles(files: ReadonlyMap<string, string>, edits: readonly Edit[]): Map<string, string> {
  const edited = new Map(files);
  for (const { file, from, to } of edits) {
    const text = edited.get(file);
    if (text === undefined) throw new Error(`${file}: no such file`);
    const pattern = new RegExp(from.trim().split(/\s+/).map(escaped).join("\\s+"), "g");
    const found = text.match(pattern)?.length ?? 0;
    if (found !== 1) throw new Error(`${file}: found ${found} times, expected once: ${from}`);
    edited.set(
      file,
      text.replace(pattern, () => to),
    );
  }
  return edited;
}

const escaped = (text: string): string => text.replace(/[\\^$.*+?()[\]{}|]/g, "\\$&");
