import pc from "picocolors";
import { counted } from "../../base/counted";
import { type ImageList, isCopied } from "../../project/image-list";
import { NPX } from "../../base/program-name";

/** The list of an environment beside its lock file. */
export interface Locked {
  readonly list: ImageList;
  readonly file: string;
  /** Text that the lock has if it is current. */
  readonly text: string;
  /** Text of the file before this run. @default - there is no file */
  readonly before?: string;
}

/** True if the lock is as it is written now, and the list is complete. An environment that copies nothing needs none. */
export const isImageLockCurrent = ({ list, text, before }: Locked): boolean =>
  list.notJudged.length === 0 && (before === undefined ? copiesOf(list) === 0 : before === text);

const copiesOf = ({ images, charts }: ImageList): number => [...images, ...charts].filter(isCopied).length;

export function imageLocksPage(locked: readonly Locked[]): string {
  const lines = locked.flatMap((each) => {
    const { list, file, before, text } = each;
    const line = `${file}: ${countsOf(list)}`;
    if (before === text) return [`${pc.green("same")}  ${line}`];
    if (before !== undefined) return [`${pc.yellow("stale")} ${line}`, ...differences(before, text)];
    return isImageLockCurrent(each)
      ? [`${pc.green("none")}  ${list.environment} needs no lock: ${countsOf(list)}`]
      : [`${pc.yellow("new")}   ${line}, no lock yet`];
  });
  const hint = locked.some(({ before, text, list }) => before !== text && (before ?? copiesOf(list)) !== 0);
  return `${[...lines, ...(hint ? ["", `${NPX} lock images --write writes the locks`] : [])].join("\n")}\n`;
}

/** Lines that only one of two texts has. */
function differences(before: string, after: string): string[] {
  const [old, now] = [before, after].map((text) => text.split("\n")) as [string[], string[]];
  return [
    ...old.filter((line) => !now.includes(line)).map((line) => `  - ${line.trim()}`),
    ...now.filter((line) => !old.includes(line)).map((line) => `  + ${line.trim()}`),
  ];
}

export const writtenPage = (locked: readonly Locked[]): string =>
  locked
    .map(({ list, file, text, before }) =>
      before === text
        ? `${pc.green("same")}  ${file}: ${countsOf(list)}\n`
        : `${pc.green("wrote")} ${file}: ${countsOf(list)}\n`,
    )
    .join("");

function countsOf(list: ImageList): string {
  const recorded = [...list.images, ...list.charts].filter(({ digest }) => digest !== undefined).length;
  return [
    counted(list.images.length, "image"),
    counted(list.charts.length, "chart"),
    `${copiesOf(list)} to copy`,
    `${recorded} with a digest`,
  ].join(", ");
}
