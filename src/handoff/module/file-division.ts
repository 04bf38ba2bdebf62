import { groupBy } from "../../base/group-by";
import { type JsonObject } from "../../terraform/stack-json";

/** Longest file of a module, in lines of HCL. Only a file of a single block is longer. */
export const LONGEST_FILE = 300;

/** A block with its place in a module's files. */
export interface Piece {
  /** The module's JSON with this block only. */
  readonly json: JsonObject;
  /** Lines in HCL, with comments. */
  readonly lines: number;
  /** Words from the most general one to the type of the block. Blocks with the same first words stay together. */
  readonly words: readonly string[];
  /** Addition to the name of the concern, for a file of this block only. */
  readonly own: string;
}

/** Pieces by the name of their file without its extension. */
export type Files = [file: string, pieces: readonly Piece[]][];

/**
 * Divides a file that is too long: each block that is too long by itself gets a file of its own, and then the largest
 * groups of blocks get theirs until the rest is short enough. So a module has few files, named after their blocks.
 *
 * @param wordsOfName number of words that the name of the file has already
 */
export function divided(file: string, pieces: readonly Piece[], wordsOfName = 0): Files {
  if (linesOf(pieces) <= LONGEST_FILE) return [[file, pieces]];
  const long = pieces.filter(({ lines }) => lines > LONGEST_FILE);
  const others = pieces.filter((piece) => !long.includes(piece));
  return [
    ...(others.length > 0 ? byWords(file, others, wordsOfName) : []),
    ...long.map((piece): Files[number] => [`${file}-${piece.own}`, [piece]]),
  ];
}

function byWords(file: string, pieces: readonly Piece[], wordsOfName: number): Files {
  const depth = sharedWords(pieces).length;
  const groups = groupsAt(depth, pieces);
  if (groups.length === 1) return [[file, pieces]];
  const files: Files = [];
  let rest = pieces;
  for (const group of groups.slice(0, -1)) {
    if (linesOf(rest) <= LONGEST_FILE) break;
    const words = sharedWords(group);
    // The type names a file only where the words before it are those of other files too.
    const named = words.slice(0, Math.max(depth + 1, Math.min(...group.map(nameEnd))));
    files.push(...divided([file, ...named.slice(wordsOfName)].join("-"), group, named.length));
    rest = rest.filter((piece) => !group.includes(piece));
  }
  return [...divided(file, rest, wordsOfName), ...files];
}

/** Index of the type among the words of a block. */
const nameEnd = ({ words }: Piece): number => words.length - 1;

/** Pieces by the word at a place, the largest group first. Blocks whose name ends there are last: the file keeps its name. */
function groupsAt(depth: number, pieces: readonly Piece[]): Piece[][] {
  const groups = groupBy(pieces, ({ words }) => words[depth] ?? "");
  const isWhole = (group: readonly Piece[]): number => Number(group.some((piece) => nameEnd(piece) <= depth));
  return [...groups.values()].sort((a, b) => isWhole(a) - isWhole(b) || linesOf(b) - linesOf(a));
}

function sharedWords([first, ...others]: readonly Piece[]): readonly string[] {
  const words = first?.words ?? [];
  const end = words.findIndex((word, index) => others.some((piece) => piece.words[index] !== word));
  return end < 0 ? words : words.slice(0, end);
}

/** An empty line is between blocks. */
const linesOf = (pieces: readonly Piece[]): number => pieces.reduce((sum, { lines }) => sum + lines + 1, -1);
