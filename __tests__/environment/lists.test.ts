import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { formatPath } from "../../src/environment/problems";
import { listRules } from "../../src/environment/rules/lists";
import { environmentSchema } from "../../src/parts/environment-schema";
import { ENVIRONMENTS, configWith } from "../support/environments";
import { smallEnvironment } from "../support/minimal-file";
import { rules } from "../../src/environment/rules/all";

const FILE = join(__dirname, "../real/terraform/every-option/every-option.yaml");
const everyOption = environmentSchema.parse(parse(readFileSync(FILE, "utf8")));

type Path = (string | number)[];

/** Paths of all lists with text or numbers in a configuration. */
function listsIn(value: unknown, path: Path = []): Path[] {
  if (value === null || typeof value !== "object") return [];
  const own = Array.isArray(value) && value.some((item) => typeof item !== "object") ? [path] : [];
  const entries: [string | number, unknown][] = Array.isArray(value)
    ? [...value.entries()]
    : Object.entries(value);
  return [...own, ...entries.flatMap(([key, inner]) => listsIn(inner, [...path, key]))];
}

/** A copy in which the list at a path has its first entry twice. */
function withRepeated<Config extends object>(config: Config, path: Path): { copy: Config; at: Path } {
  const copy = structuredClone(config);
  const list = path.reduce<unknown>(
    (inner, key) => (inner as Record<string, unknown>)[key],
    copy,
  ) as unknown[];
  list.push(list[0]);
  return { copy, at: [...path, list.length - 1] };
}

const lists = listsIn(everyOption);

test("the environment with every option has the lists of the schema", () => {
  expect(lists.length).toBeGreaterThan(12);
});

test.each(lists.map((path) => [formatPath(path), path] as const))(
  "an entry twice in %s is refused",
  (_, path) => {
    const { copy, at } = withRepeated(everyOption, path);
    const found = rules(copy).filter(({ path: where }) => formatPath(where) === formatPath(at));
    expect(found.map(({ fix }) => fix)).toContain("remove the duplicate");
  },
);

test.each(ENVIRONMENTS)("%s has no entry twice", (environment) => {
  expect(listRules(configWith(environment, {}))).toEqual([]);
});

const ofCommands = {
  "gunicorn's keep-alive and workers": {
    command: ["gunicorn", "--keep-alive", "2", "--bind", "0.0.0.0:8080", "--workers", "2", "app:app"],
  },
  "vLLM's formats of Mistral": {
    command: ["vllm", "serve"],
    arguments: ["/mnt/weights", "--tokenizer_mode", "mistral", "--config_format", "mistral"],
  },
  "two equal numbers": { arguments: ["--port", "8000", "--max-model-len", "8000", "-tp", "1", "-pp", "1"] },
};

test.each(Object.entries(ofCommands))("a command keeps its words, also equal ones: %s", (_, keys) => {
  const model = { name: "api", image: { tag: "1.0.0" }, ...keys };
  const config = environmentSchema.parse(smallEnvironment({ models: [model] }));
  expect(listRules(config)).toEqual([]);
  expect(config.models[0]).toMatchObject(keys);
});
