import { counted } from "../../src/base/counted";
import { runGit } from "../../src/base/git";
import { type ChartPackage } from "./chart-package";
import { type FilesOfChart } from "./fact-files";

/** A line that names the old version of a chart. */
interface VersionMention {
  readonly file: string;
  readonly line: number;
  readonly text: string;
}

/** Files that other commands write. */
const WRITTEN =
  /^(CHANGELOG\.md|package-lock\.json|docs\/(diagrams|reference)\/|locks\/|.*\/generated\/|.*go\.(mod|sum)$|.*requirements\.(txt|in)$)/;

/** Lines of the repository that name a version, with or without a `v`. */
export function versionMentions(root: string, version: string): VersionMention[] {
  const bare = version.replace(/^v/, "").replaceAll(".", "\\.");
  const { status, stdout, stderr } = runGit(root, "grep", "-nP", `(?<![\\d.])v?${bare}(?![.]?\\d)`);
  const NO_LINES = 1;
  if (status !== 0 && status !== NO_LINES) throw new Error(`git grep: ${stderr}`);
  return stdout.split("\n").flatMap((line): VersionMention[] => {
    const [, file, number, text = ""] = /^([^:]+):(\d+):(.*)$/.exec(line) ?? [];
    return file === undefined || WRITTEN.test(file)
      ? []
      : [{ file, line: Number(number), text: text.trim() }];
  });
}

/**
 * Whether a line says where something was read. It remains true for the version that it names, until the new one is read;
 * all others are stale at once.
 */
export const isReading = (text: string): boolean =>
  /\(read |, read | read \d|"source"|Source:|^(\*|\/\/|\/\*)|^[^"`]*$/.test(text);

/** Lines about the files that still name the old version. */
export function mentionsReport(root: string, files: FilesOfChart, chart: ChartPackage): string[] {
  const old = files.facts.version;
  if (old === chart.version) return [];
  const own = [files.factsFile, files.valuesFile];
  const all = versionMentions(root, old).filter(({ file }) => !own.includes(file));
  const readings = all.filter(({ text }) => isReading(text));
  const stale = all.filter(({ text }) => !isReading(text));
  const lines = (mentions: readonly VersionMention[]): string[] =>
    mentions.map(({ file, line, text }) => `  ${file}:${line}: ${text.slice(0, 120)}`);
  return [
    `${counted(stale.length, "line")} with ${old} as a value; edit those of this chart:`,
    ...lines(stale),
    `${counted(readings.length, "line")} with ${old} as a source; they remain true, renew what you read again:`,
    ...lines(readings),
  ];
}
