import { type Edit, WHOLE_FILE } from "./day-two-change";

/** The files of a hand-over with the edits of their owner. An edit must find its text once, or in a folder in what holds it. */
export function editedFiles(files: ReadonlyMap<string, string>, edits: readonly Edit[]): Map<string, string> {
  const edited = new Map(files);
  for (const { file, from, to } of edits) {
    if (file.endsWith("/")) {
      for (const holder of holdersOf(edited, file, from))
        edited.set(
          holder,
          (edited.get(holder) ?? "").replaceAll(patternOf(from), () => to),
        );
      continue;
    }
    const text = edited.get(file);
    if (text === undefined) throw new Error(`${file}: no such file`);
    if (from === WHOLE_FILE) {
      edited.delete(file);
      continue;
    }
    const pattern = patternOf(from);
    const found = text.match(pattern)?.length ?? 0;
    if (found !== 1) throw new Error(`${file}: found ${found} times, expected once: ${from}`);
    edited.set(
      file,
      text.replace(pattern, () => to),
    );
  }
  return edited;
}

/** The files of a folder that hold a text: its values if one of them does, and its blocks otherwise. */
function holdersOf(files: ReadonlyMap<string, string>, folder: string, from: string): string[] {
  const holders = [...files].filter(
    ([path, text]) => path.startsWith(folder) && text.match(patternOf(from)) !== null,
  );
  const values = holders.filter(([path]) => path.endsWith(".tfvars"));
  const blocks = holders.filter(
    ([path]) => /^[^/]+\/[^/]+\.tf$/.test(path) && !/\/variables[\w-]*\.tf$/.test(path),
  );
  const found = values.length > 0 ? values : blocks;
  if (found.length === 0) throw new Error(`${folder}: no file holds ${from}`);
  return found.map(([path]) => path);
}

/** A text in which runs of spaces and line breaks are equal. A block is named by its first line. */
function patternOf(from: string): RegExp {
  const escaped = from.trim().split(/\s+/).map(escapedText).join("\\s+");
  return new RegExp(
    from.startsWith("block ") ? `^${escaped.slice("block\\s+".length)}\\n[^]*?^}\\n` : escaped,
    "gm",
  );
}

const escapedText = (text: string): string => text.replace(/[\\^$.*+?()[\]{}|]/g, "\\$&");
