import { isDeepStrictEqual } from "node:util";
import { counted, firstFew } from "../../base/counted";
import { groupBy } from "../../base/group-by";
import { distinct } from "../../base/lists";
import { VERSION } from "../../base/version";
import { formatPath } from "../../environment/problems";
import { ORIGIN_CHECKS } from "../../checks/edited";
import { type Result } from "../../checks/run";
import { isHarmlessArgument } from "../../infrastructure/text-not-judged";
import { type notProved } from "../../project/not-proved";
import { CHECKSUM, type RefusedTrial, type TrialSynth } from "../../project/trial-synth";
import { editedBlocks } from "../../review/edited-blocks";
import { valuesOfModule } from "../../terraform/at-defaults";
import { shownAt } from "../../terraform/change-text";
import { type EnvironmentRecord } from "../../terraform/environment-record";
import { type OutputStack } from "../../terraform/output";

type EditedBlock = ReturnType<typeof editedBlocks>[number];
type Edit = EditedBlock["edits"][number];

/** The comparison of an environment with a synth of the settings that it records. */
interface Unlike {
  /** Settings that a rule refuses, and blocks with an edit that no list calls harmless. */
  readonly results: readonly Result[];
  /** Parts for the list of what is not proved. @default - the settings lead to no stacks */
  readonly unattributed?: NonNullable<Parameters<typeof notProved>[0][number]["unattributed"]>;
}

/**
 * Compares the blocks of an environment with those that synth writes for its recorded settings. Undefined where there is no such synth:
 * the record is missing, or of another version.
 */
export function unlikeSynth(
  environment: string,
  stacks: readonly OutputStack[],
  { settings, version }: Pick<EnvironmentRecord, "settings" | "version">,
  synth: TrialSynth,
): Unlike | undefined {
  if (settings.length === 0 || version !== VERSION) return undefined;
  const trial = synth(environment, settings, true);
  const refused = (trial.refused ?? []).map((each) => refusalOf(environment, settings, each));
  if (!("stacks" in trial)) return { results: refused };
  const results = [...refused];
  const differing: string[] = [];
  const added: string[] = [];
  const ofFiles: string[] = [];
  for (const { layer, stack } of stacks) {
    const before = trial.stacks.get(layer);
    if (before === undefined) continue;
    const own = new Set(stack.own.map(({ address }) => address));
    const blocks = editedBlocks(before, stack).filter(({ address }) => !own.has(address));
    for (const block of blocks) {
      const { address, only } = block;
      const edits = block.edits.filter((edit) => !isEqualInEffect(address, edit));
      const texts = new Set(edits.filter(isOfFile).map(({ argument }) => argument));
      const sums = edits.filter(({ path }) => SUM_OF_FILES.test(path)).map(({ path }) => path);
      const open = edits.filter(({ argument, path }) => !texts.has(argument) && !sums.includes(path));
      const place = `${stack.name} ${address}`;
      ofFiles.push(...[...texts, ...sums].map((path) => `${place} ${path}`));
      if (only === "after") added.push(place);
      else if (only === "before" || open.length > 0) {
        results.push({
          check: ORIGIN_CHECKS.differing,
          environment,
          layer,
          address,
          message: messageOf(open, only),
        });
        differing.push(...distinct(open.map(({ argument }) => `${place} ${argument}`.trimEnd())));
      }
    }
  }
  return { results, unattributed: { differing, added, ofFiles } };
}

/** A setting of now that a rule of synth refuses. Its layer is that of the record. */
const refusalOf = (
  environment: string,
  settings: EnvironmentRecord["settings"],
  { path, text }: RefusedTrial,
): Result => {
  const given = settings.find((each) => isDeepStrictEqual(each.path, path))?.value;
  // The library of the schema begins a text with a title: "Too big: expected …".
  const expected = text.replace(/^[A-Z][a-z ]+: (?=expected )/, "");
  return {
    check: ORIGIN_CHECKS.refused,
    environment,
    layer: "state",
    address: "settings",
    message: `${formatPath(path)}: given ${shownAt(formatPath(path)).text(given)}, ${expected}`,
  };
};

/** A hand-over in HCL has expressions without needless brackets. */
const inOneForm = valuesOfModule({}, {});

function isEqualInEffect(address: string, edit: Edit): boolean {
  const { path, before = null, after = null } = edit;
  return (
    isHarmlessArgument(address, path.replaceAll(/\[[^\]]*\]/g, ""), after) ||
    isDeepStrictEqual(inOneForm(before), inOneForm(after))
  );
}

/** A record has the checksum of a named file, which a trial writes in place of the text. */
const isOfFile = ({ before, path }: Edit): boolean =>
  typeof before === "string" &&
  (before.startsWith(`${CHECKSUM}: `) || path.endsWith(`.${CHECKSUM}`)) &&
  /\b(\w{12}|none)$/.test(before);

/** The annotation of pods with the checksum of their files. */
const SUM_OF_FILES = /\.checksum\/config$/;

/** Arguments that one message shows. */
const MOST = 6;

function messageOf(edits: readonly Edit[], only: EditedBlock["only"]): string {
  if (only === "before") return "synth writes the block for these settings, and it is missing";
  const shown = [...groupBy(edits, ({ argument }) => argument).values()].map(([first, ...rest]) => {
    const { path = "", before, after } = first ?? {};
    const change = `${path}: ${shownAt(path).change(before, after)}`;
    return rest.length === 0 ? change : `${change} and ${counted(rest.length, "more edit")}`;
  });
  return `differs from what synth writes for these settings: ${firstFew(shown, MOST, "; ")}`;
}
