import { ORIGIN_CHECKS } from "../../../checks/edited";
import { counted } from "../../../base/counted";
import { stackName } from "../../../base/layers";
import {
  isHiddenEdit,
  type OtherChange,
  type Reason,
  type ResourceChange,
  type Edit,
  decisive,
} from "../../change";
import { type ReviewLine } from "../../stages/line";
import { type Phrase, say, fromTo } from "../../stages/phrase";
import { type Review } from "../../stages/review";
import { causeTexts } from "../cause-text";
import { markOf } from "../mark";
import { type PageLine } from "../page";
import { type ShownLines, placeText } from "../place";

/** Blocks and files of a side that its inputs do not lead to. */
export function editedSideLines({ environment, origins }: Review, shown: ShownLines): PageLine[] {
  return origins.flatMap(({ side, origin }) =>
    origin.edits
      .filter(({ layer, address, message }) => !shown.says({ layer, address }, message))
      .map(({ layer, address, message, fix = ORIGIN_CHECKS.edited.fix }): PageLine => ({
        mark: "danger",
        text: say`${[side]} ${stackName(environment, layer)} ${address}: ${message}`,
        details: [[`fix: ${fix}`]],
      })),
  );
}

/** A line of a topic, with its place and its cause. */
export const reviewLine = ({ environment }: Review, line: ReviewLine): PageLine => ({
  text: line.text,
  mark: markOf(line),
  details: [placeText(environment, line), ...causeTexts(line.cause)].filter(({ length }) => length > 0),
});

export const ACTION_WORDS: Readonly<Record<ResourceChange["action"], string>> = {
  destroy: "destroyed",
  replace: "replaced",
  unknown: "unknown",
  change: "changed",
  add: "added",
  none: "no action",
};

/** Resources that are destroyed or replaced, or whose effect is unknown. */
export const dangerLines = (review: Review): PageLine[] =>
  (["destroy", "replace", "unknown"] as const).flatMap((action) =>
    review.changes.resources
      .filter((change) => change.action === action)
      .map((change) => dangerLine(review, change)),
  );

function dangerLine({ environment, causes }: Review, change: ResourceChange): PageLine {
  const { action, instances = 1, reasons, notes } = change;
  const many = instances === 1 ? [] : say`, ${[counted(instances, "object")]}`;
  const because = decisive(action, reasons);
  return {
    mark: action === "unknown" ? "attention" : "danger",
    text: say`${[ACTION_WORDS[action]]}: ${placeText(environment, change)}${many}`,
    details: [
      ...because.map(reasonText),
      ...notes.map((note) => [note]),
      ...causeTexts(causes.ofAction(change)),
    ],
  };
}

export function reasonText({ argument, effect, inPlace, follows }: Reason): Phrase {
  const because = follows === undefined ? [] : say`; it depends on ${follows}`;
  if (effect === "replace") return say`${argument} forces replacement${because}`;
  if (effect === "unknown")
    return say`${argument} may ${[inPlace ? "change" : "force replacement"]}${because}`;
  return follows === undefined ? say`${argument} changes` : say`${argument} depends on ${follows}`;
}

export const moveLines = ({ environment, changes }: Review): PageLine[] =>
  changes.resources
    .filter(({ from }) => from !== undefined)
    .map((change) => ({ text: say`${change.from ?? ""} → ${placeText(environment, change)}` }));

/** All edits of all blocks. */
export function allEditLines({ environment, changes, causes }: Review): PageLine[] {
  const { resources, others } = changes;
  return [
    ...resources.map((change): PageLine => {
      const { action, edits, reasons } = change;
      const follows = reasons.filter(({ follows: other }) => other !== undefined);
      return {
        text: say`${[ACTION_WORDS[action]]}: ${placeText(environment, change)}`,
        details: [...edits.map(editText), ...follows.map(reasonText), ...causeTexts(causes.ofChange(change))],
      };
    }),
    ...others.map((change): PageLine => ({
      text: placeText(environment, change),
      details: [
        ...change.edits.map((edit) => otherEditText(change, edit)),
        ...causeTexts(causes.ofChange(change)),
      ],
    })),
  ];
}

const editText = (edit: Edit): Phrase => say`${edit.path}: ${fromTo(edit)}`;

function otherEditText(change: OtherChange, edit: Edit): Phrase {
  const what = edit.path === "" ? [] : say`${edit.path}: `;
  return isHiddenEdit(change, edit) ? [...what, "a sensitive value changed"] : [...what, ...fromTo(edit)];
}
