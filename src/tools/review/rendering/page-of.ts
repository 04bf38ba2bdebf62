import { type Result, fixOf, severityOf } from "../../../proof/checks/run";
import { EDITED_CHECK } from "../../../proof/checks/edited";
import { counted } from "../../../shared/messages/counted";
import { stackName } from "../../../shared/terraform/layers";
import { type OtherChange, type Place, type Reason, type ResourceChange, decisive } from "../change";
import { type Edit } from "../comparison/edit";
import { fromTo } from "../topics/edited";
import { type ReviewLine } from "../line";
import { type Phrase, joinValues, say } from "../phrase";
import { releaseSentences } from "../provider-releases";
import { notProvedPoints } from "../../shared/not-proved/text";
import { type Review, dangersOf, movesIn } from "../review";
import { type Cause } from "../causes";
import { type SettingChange } from "../setting-changes";
import { type Counts } from "../verdict";
import { stops } from "../harm";
import { costLines, costText } from "./cost-lines";
import { type Page, type PageLine, type PageSection } from "./page";

/** The page of a review, without secrets. */
export const pageOf = (review: Review): Page => review.secrets.hidden(arranged(review));

/** Arranges a review as a page: the worst lines first, all edits and what is not proved last. */
function arranged(review: Review): Page {
  const { environment } = review;
  const sections: PageSection[] = [
    { title: "First", lines: firstLines(review), isVital: true },
    { title: "Edited", lines: editedLines(review), isVital: true },
    {
      title: "Destroyed, replaced or unknown",
      lines: dangersOf(review).map((each) => dangerLine(review, each)),
      isVital: true,
    },
    { title: "Abandoned", lines: abandonedLines(review), isVital: true },
    ...review.topics.map(({ title, lines }) => ({
      title,
      lines: lines.map((line) => reviewLine(review, line)),
    })),
    { title: "Moved", lines: movesIn(review).map((each) => moveLine(review, each)) },
    { title: "Terraform plans", lines: planLines(review) },
    { title: "Cost", lines: costLines(review.cost) },
    { title: "Checks", lines: checkLines(review) },
    { title: "Files", lines: review.files.map((line) => reviewLine(review, line)) },
    { title: "All edits", lines: editLines(review) },
    { title: "Not proved", lines: notProvedPoints(review.notProved).map((point) => ({ text: [point] })) },
  ];
  return {
    environment,
    headline: headlineOf(review),
    remarks: remarksOf(review),
    sections: sections.filter(({ lines }) => lines.length > 0),
  };
}

/** The verdict with the worst harm, the difference of cost, and the counts. */
function headlineOf({ verdict, harm, cost, counts }: Review): Phrase {
  const word = verdict === "destructive" ? `STOP: ${harm}` : verdict;
  const worst = verdict === "destructive" || harm === "none" ? "" : `, ${harm}`;
  const monthly = cost.differences.length === 0 ? "" : ` · ${costText(cost)}`;
  return [`${word}${worst}${monthly} · ${countsText(counts)}`];
}

/** Lines that are shown open. */
const MOST_OPEN = 10;

const firstLines = (review: Review): PageLine[] =>
  review.lines.slice(0, MOST_OPEN).map((line) => ({
    text: [...line.text, ...causeTexts(line.cause).flatMap((text) => [" ← ", ...text])],
    ...(stops(line.harm ?? "none")
      ? { mark: "danger" as const }
      : line.level === "attention"
        ? { mark: "attention" as const }
        : {}),
  }));

const COUNTED = ["add", "change", "replace", "destroy", "move"] as const;

/** Counts in the format of a Terraform plan: `1 to add, 0 to change`. */
export const countsText = (counts: Counts): string =>
  [...COUNTED.map((each) => `${counts[each]} to ${each}`), `${counts.unknown} unknown`].join(", ");

/** Blocks and files of a side that its inputs do not lead to. */
function editedLines({ environment, origins }: Review): PageLine[] {
  return origins.flatMap(({ side, origin }) =>
    origin.edits.map(({ layer, address, message, fix = EDITED_CHECK.fix }): PageLine => ({
      mark: "danger",
      text: say`${[side]} ${stackName(environment, layer)} ${address}: ${message}`,
      details: [[`fix: ${fix}`]],
    })),
  );
}

function remarksOf({ isNew, isGone, causes, providers, verdict, origins }: Review): Phrase[] {
  if (verdict === "no change") return [];
  return [
    ...origins
      .filter(({ origin }) => origin.compared !== "inputs")
      .map(({ side, origin }) => say`${[side]}: ${[origin.text]}.`),
    ...(isNew ? [["The environment is new."]] : []),
    ...(isGone ? [["The environment was removed."]] : []),
    ...(causes.isKnown || isNew || isGone
      ? []
      : [
          [
            "Lines have no cause: one of the folders does not record the YAML values that it was synthesized from. Synthesize it again.",
          ],
        ]),
    ...(causes.isKnown && causes.changes.length === 0
      ? [[`No value of the environment's YAML file changed; ${withoutSettings(causes)} did.`]]
      : []),
    ...providers.map(releaseSentences),
  ];
}

const withoutSettings = ({ hasOwnChanges }: Review["causes"]): string =>
  hasOwnChanges ? "own Terraform files, or the program or its defaults," : "the program or its defaults";

/** Stack, address and construct path, if known. */
function placeOf({ environment }: Review, { layer, address, constructPath }: Partial<Place>): Phrase {
  const stack = layer === undefined ? [] : say`${stackName(environment, layer)}`;
  const at = address === undefined ? [] : say` ${address}`;
  const path = constructPath === undefined ? [] : say` (${constructPath})`;
  return [...stack, ...at, ...path];
}

/** Maximum number of settings that a line names. */
const MOST_CAUSES = 4;

/** The cause as a list of details; empty for a line that concerns no block, and for a new or removed environment. */
function causeTexts(cause: Cause | undefined): Phrase[] {
  if (!cause || cause.by === "environment") return [];
  if (cause.by === "program")
    return [["cause: the program or its defaults; no value that shapes this changed"]];
  if (cause.by === "own file") return [["cause: an own Terraform file or component"]];
  if (cause.by !== "settings") return [[`cause: ${cause.by}`]];
  const { settings, isOpen } = cause;
  const word = isOpen ? "possible cause" : "cause";
  const rest = settings.length - MOST_CAUSES;
  return [
    ...settings.slice(0, MOST_CAUSES).map((each) => say`${[word]}: ${settingText(each)}`),
    ...(rest > 0 ? [[`${word}s: ${counted(rest, "other changed value")}`]] : []),
  ];
}

function settingText({ path, before, after, at, part }: SettingChange): Phrase {
  const edit: Edit = { path, argument: path, difference: "changed", before, after };
  const what = part === undefined ? fromTo(edit) : [part];
  return at === undefined ? say`the default of ${path}: ${what}` : say`${at}, ${path}: ${what}`;
}

const reviewLine = (review: Review, line: ReviewLine): PageLine => ({
  text: line.text,
  ...(line.level === "attention" ? { mark: "attention" as const } : {}),
  details: [placeOf(review, line), ...causeTexts(line.cause)].filter(({ length }) => length > 0),
});

const WORDS: Readonly<Record<ResourceChange["action"], string>> = {
  destroy: "destroyed",
  replace: "replaced",
  unknown: "unknown",
  change: "changed",
  add: "added",
  none: "no action",
};

function dangerLine(review: Review, change: ResourceChange): PageLine {
  const { action, instances = 1, reasons, notes } = change;
  const many = instances === 1 ? [] : say`, ${[counted(instances, "object")]}`;
  const because = decisive(action, reasons);
  return {
    mark: action === "unknown" ? "attention" : "danger",
    text: say`${[WORDS[action]]}: ${placeOf(review, change)}${many}`,
    details: [
      ...because.map(reasonText),
      ...notes.map((note) => [note]),
      ...causeTexts(review.causes.ofAction(change)),
    ],
  };
}

function reasonText({ argument, effect, inPlace, follows }: Reason): Phrase {
  const because = follows === undefined ? [] : say`; it depends on ${follows}`;
  if (effect === "replace") return say`${argument} forces replacement${because}`;
  if (effect === "unknown")
    return say`${argument} may ${[inPlace ? "change" : "force replacement"]}${because}`;
  return follows === undefined ? say`${argument} changes` : say`${argument} depends on ${follows}`;
}

function abandonedLines({ environment, changes }: Review): PageLine[] {
  return changes.abandoned.map(({ layer, resources }) => ({
    mark: "danger",
    text: say`stack ${stackName(environment, layer)} was removed: Terraform does not destroy its ${[counted(resources, "resource")]} and no longer manages ${[resources === 1 ? "it" : "them"]}`,
    details: [["run terraform destroy from the previous revision first"]],
  }));
}

const moveLine = (review: Review, change: ResourceChange): PageLine => ({
  text: say`${change.from ?? ""} → ${placeOf(review, change)}`,
});

function planLines({ environment, plans }: Review): PageLine[] {
  return plans.flatMap(({ layer, planned, differences, later }): PageLine[] => {
    const stack = stackName(environment, layer);
    if (!planned) return [{ mark: "attention", text: say`${stack}: not planned` }];
    const agrees = differences.length === 0 ? [", as expected"] : [];
    return [
      { text: say`${stack}: Terraform plans ${[countsText(planned)]}${agrees}` },
      ...differences.map(({ address, expected, planned: says, why }): PageLine => ({
        mark: "attention",
        text: say`${stack} ${address}: expected ${expected}, Terraform plans ${says}`,
        details: [[why]],
      })),
      ...(later.length > 0
        ? [
            {
              text: say`${stack}: not yet in the plan, because an earlier layer must be applied first: ${joinValues(later)}`,
            },
          ]
        : []),
    ];
  });
}

/** Findings of both sides at one address, of which only the message differs, by the one after the change. */
function reworded(found: readonly Result[], gone: readonly Result[]): ReadonlyMap<Result, Result> {
  const alike = (one: Result, other: Result): boolean =>
    one.check.id === other.check.id && one.layer === other.layer && one.address === other.address;
  return new Map(
    found.flatMap((result) => {
      const [old, ...more] = gone.filter((each) => alike(each, result));
      const isOnly = more.length === 0 && found.filter((each) => alike(each, result)).length === 1;
      return old && isOnly ? [[result, old] as const] : [];
    }),
  );
}

function checkLines(review: Review): PageLine[] {
  const { found, gone, waived } = review.checks;
  const before = reworded(found, gone);
  const word = (what: "found" | "gone", result: Result): string => {
    if (what === "gone") return "resolved";
    const known = before.has(result) ? "changed" : "new";
    return result.waiver ? `${known} waived` : known;
  };
  const line = (what: "found" | "gone", result: Result): PageLine => {
    const { check, layer, address, message, waiver } = result;
    return {
      ...(what === "found" && !waiver ? { mark: "attention" as const } : {}),
      text: say`${[word(what, result)]} ${[severityOf(result)]} ${check.id}: ${message}`,
      details: [
        ...[before.get(result) ?? []].flat().map((old) => say`before: ${old.message}`),
        placeOf(review, { layer, address }),
        ...causeTexts(review.causes.ofFinding(layer, address, what)),
        waiver ? say`waived until ${waiver.until}: ${waiver.reason}` : [`fix: ${fixOf(result)}`],
      ],
    };
  };
  const lines = [
    ...found.map((result) => line("found", result)),
    ...gone.filter((result) => ![...before.values()].includes(result)).map((result) => line("gone", result)),
  ];
  const rest = waived.filter((result) => !found.includes(result)).length;
  const known =
    lines.length > 0 && rest > 0
      ? [{ text: [`${counted(rest, "other finding")} ${rest === 1 ? "is" : "are"} still waived`] }]
      : [];
  return [...lines, ...known];
}

function editLines(review: Review): PageLine[] {
  const { resources, others } = review.changes;
  return [
    ...resources.map((change): PageLine => {
      const { action, edits, reasons } = change;
      const follows = reasons.filter(({ follows: other }) => other !== undefined);
      return {
        text: say`${[WORDS[action]]}: ${placeOf(review, change)}`,
        details: [
          ...edits.map(editText),
          ...follows.map(reasonText),
          ...causeTexts(review.causes.ofChange(change)),
        ],
      };
    }),
    ...others.map((change): PageLine => ({
      text: placeOf(review, change),
      details: [
        ...change.edits.map((edit) => otherEditText(change, edit)),
        ...causeTexts(review.causes.ofChange(change)),
      ],
    })),
  ];
}

const editText = (edit: Edit): Phrase => say`${edit.path}: ${fromTo(edit)}`;

function otherEditText({ isSensitive }: OtherChange, edit: Edit): Phrase {
  const what = edit.path === "" ? [] : say`${edit.path}: `;
  return isSensitive ? [...what, "a sensitive value changed"] : [...what, ...fromTo(edit)];
}
