import { dirname, join } from "node:path";
import { LAYERS } from "../base/layers";
import { escapeTemplates } from "../terraform/terraform-templates";
import { own } from "../base/own";
import { z } from "../base/zod";
import { describeEnvironment } from "./environment";
import { shownPath } from "./environment-files";
import { type LoadedEnvironment } from "./loaded-environment";
import { type Problem } from "./problems";
import { type EnvironmentConfig } from "./schema";
import { renderedFiles } from "./own-code/rendered";
import { ruleProblems } from "./own-code/rule-problems";
import { settingsSchema } from "./own-code/settings-schema";
import { type Completed } from "./loader/completed";
import { type CodeCall, type CodeRequest, type CodeResult, type Declaration } from "./own-code/child";
import { type ComponentFolder, componentFolders } from "./own-code/component-folders";
import { type CodeSubject, answerOf, problemAt, problemOfFailure } from "./own-code";

type Environment = LoadedEnvironment<EnvironmentConfig>;

/** Components of one's own in a folder of environments. */
interface OwnComponents {
  /** Problems of folders. */
  readonly misnamed: readonly Problem[];
  /** Problems of declarations. `completed` has them too, for the environments that they concern. */
  readonly problems: readonly Problem[];
  /** Schemas of `components.<id>`. */
  readonly settings: Readonly<Record<string, z.ZodType>>;
  /** Adds the blocks of components to environments without problems, and the digests of their code. */
  readonly completed: (environments: readonly Environment[]) => Completed<EnvironmentConfig>;
}

/** A component that was evaluated. */
interface Component extends ComponentFolder {
  /** @default - it has a problem */
  readonly schema?: z.ZodType;
  readonly functions: readonly string[];
  readonly problems: readonly Problem[];
  readonly subject: CodeSubject;
}

/** Reads the declarations of the components that a file of the folder names. Undefined where there is no component. */
export function ownComponents(directory: string, reserved: readonly string[]): OwnComponents | undefined {
  const shown = shownPath(directory);
  const { folders, problems } = componentFolders(directory, shown, reserved);
  if (folders.length + problems.length === 0) return undefined;
  const components = evaluated(folders, shown);
  return {
    misnamed: problems,
    problems: components.flatMap((each) => each.problems),
    settings: Object.fromEntries(components.map(({ id, schema }) => [id, schema ?? z.looseObject({})])),
    completed: (environments) => completed(environments, components),
  };
}

const subjectOf = ({ id, entry, modules }: ComponentFolder, directory: string): CodeSubject => ({
  directory,
  entry,
  path: `components.${id}`,
  returns: "a component",
  title: `component ${id}`,
  modules,
});

/** A request of some modules of components. */
const requestOf = (folders: readonly ComponentFolder[], calls: readonly CodeCall[]): CodeRequest => ({
  modules: Object.assign({}, ...folders.map(({ modules }) => modules)) as Record<string, string>,
  entries: folders.map(({ entry }) => entry),
  calls,
});

function evaluated(folders: readonly ComponentFolder[], directory: string): Component[] {
  const named = folders.filter(({ isNamed }) => isNamed);
  const unknown = { functions: [], problems: [] };
  const component = (folder: ComponentFolder, problems: readonly Problem[] = []): Component => ({
    ...folder,
    ...unknown,
    problems,
    subject: subjectOf(folder, directory),
  });
  if (named.length === 0) return folders.map((folder) => component(folder));
  const answer = answerOf(
    requestOf(named, []),
    named.map((each) => subjectOf(each, directory)),
  );
  if ("crash" in answer)
    return folders.map((folder) => component(folder, folder.isNamed ? [answer.crash] : []));
  return folders.map((folder) => {
    const declaration = answer.declarations[folder.entry];
    return declaration
      ? { ...component(folder), ...declared(folder, declaration, directory) }
      : component(folder);
  });
}

/** The content of a declaration, or its first problem. */
function declared(
  folder: ComponentFolder,
  { kind, functions = [], failure, wrong, settings, title }: Declaration,
  directory: string,
): Pick<Component, "functions" | "problems"> & { readonly schema?: z.ZodType } {
  const subject = subjectOf(folder, directory);
  const refused = (problem: Problem) => ({ functions, problems: [problem] });
  if (failure) return refused(problemOfFailure(subject, failure));
  if (wrong) return refused(problemOfFailure(subject, { wrong }));
  if (kind !== "component" || !functions.includes("resources") || typeof title !== "string")
    return refused(
      problemAt(subject, {
        got: kind === "component" ? "no title or no function resources" : "no component()",
        expected: "export default component({ … }) with title and resources",
        fix: "correct the component",
      }),
    );
  const converted = settingsSchema(settings);
  if ("schema" in converted) return { functions, problems: [], schema: converted.schema };
  const { path, what, expected } = converted.wrong;
  return refused(problemAt(subject, { got: what, expected, fix: "correct the settings" }, undefined, path));
}

/** The components that an environment enables. */
const enabledBy = ({ config }: Environment, components: readonly Component[]): Component[] =>
  components.filter(({ id }) => own(config.components ?? {}, id) !== undefined);

function completed(
  environments: readonly Environment[],
  components: readonly Component[],
): Completed<EnvironmentConfig> {
  const pairs = environments.flatMap((environment) =>
    enabledBy(environment, components).map((component) => ({ environment, component })),
  );
  const broken = pairs.flatMap(({ environment: { name }, component: { problems } }) =>
    problems.map((problem) => ({ environment: name, problem })),
  );
  const sound = pairs.filter(({ component }) => component.problems.length === 0);
  if (sound.length === 0) return without(environments, { problems: broken, rules: [] });
  const answers = answersOf(sound);
  if ("crash" in answers) return without(environments, { problems: answers.crash, rules: [] });
  const problems = [...broken];
  const rules: Completed<EnvironmentConfig>["rules"][number][] = [];
  const extended = new Map(environments.map((each) => [each.name, each]));
  for (const { environment, component, results } of answers.results) {
    const { name } = environment;
    const found = judged(environment, component, results);
    rules.push(...found.rules.map((rule) => ({ ...rule, environment: name })));
    problems.push(...found.problems.map((problem) => ({ environment: name, problem })));
    const { own: files = [], texts, ...rest } = extended.get(name) ?? environment;
    const code = Object.entries(component.modules).map(
      ([file, text]) => [join(dirname(environment.file), file), text] as const,
    );
    extended.set(name, { ...rest, own: [...files, ...found.files], texts: new Map([...texts, ...code]) });
  }
  return without([...extended.values()], { problems, rules });
}

/** Environments without those that have problems. */
function without(
  environments: readonly Environment[],
  { problems, rules }: Pick<Completed<EnvironmentConfig>, "problems" | "rules">,
): Completed<EnvironmentConfig> {
  const refused = new Set([...problems, ...rules].map(({ environment }) => environment));
  return { environments: environments.filter(({ name }) => !refused.has(name)), problems, rules };
}

/** The calls of a component for an environment: its rules, if it has some, and its blocks. */
function callsOf({ name, config }: Environment, { id, entry, functions }: Component): CodeCall[] {
  const settings = own(config.components ?? {}, id);
  const escaped = escapeTemplates(config);
  const context = {
    name,
    layers: LAYERS,
    settings: own(escaped.components ?? {}, id),
    environment: escaped,
    names: describeEnvironment(name, escaped).names,
  };
  return [
    ...(functions.includes("rules")
      ? [{ entry, method: "rules" as const, input: [settings, { name, ...config }] }]
      : []),
    { entry, method: "resources", input: [context] },
  ];
}

/** A component that an environment enables. */
interface Pair {
  readonly environment: Environment;
  readonly component: Component;
}

/** The results of the calls of each pair, from one process. */
function answersOf(
  pairs: readonly Pair[],
):
  | { readonly results: readonly (Pair & { readonly results: readonly CodeResult[] })[] }
  | { readonly crash: Completed<EnvironmentConfig>["problems"] } {
  const components = [...new Set(pairs.map(({ component }) => component))];
  const calls = pairs.map(({ environment, component }) => callsOf(environment, component));
  const answer = answerOf(
    requestOf(components, calls.flat()),
    components.map(({ subject }) => subject),
  );
  if ("crash" in answer)
    return {
      crash: pairs.map(({ environment: { name } }) => ({ environment: name, problem: answer.crash })),
    };
  const rest = [...answer.results];
  return {
    results: pairs.map((pair, index) => ({ ...pair, results: rest.splice(0, calls[index]?.length) })),
  };
}

/** The problems in the results of the calls of a component, or its files. */
function judged(
  { name }: Environment,
  { id, subject }: Component,
  results: readonly CodeResult[],
): Pick<ReturnType<typeof renderedFiles>, "files" | "problems"> &
  Pick<ReturnType<typeof ruleProblems>, "rules"> {
  const called = { ...subject, environment: name };
  const nothing = { files: [], problems: [], rules: [] };
  const [blocks, rules] = results.toReversed();
  if (rules) {
    if ("failure" in rules)
      return {
        ...nothing,
        problems: [problemOfFailure({ ...called, returns: "a list of problems" }, rules.failure)],
      };
    const found = ruleProblems({ ...called, returns: "a list of problems" }, id, rules.value);
    if (found.rules.length + found.problems.length > 0) return { ...nothing, ...found };
  }
  if (!blocks) throw new Error(`${subject.title} has no result`);
  if ("failure" in blocks)
    return {
      ...nothing,
      problems: [problemOfFailure({ ...called, returns: "blocks by layer" }, blocks.failure)],
    };
  return { ...nothing, ...renderedFiles(called, id, blocks.value) };
}
