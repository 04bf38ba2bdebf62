import { BUNDLE_LAYERS, bundle, filesOf, loadBundles, section } from "../../support/bundles";
import { ENVIRONMENTS } from "../../support/environments";

beforeAll(loadBundles);

const CASES = ENVIRONMENTS.flatMap((environment) =>
  BUNDLE_LAYERS.map((layer) => [environment, layer] as const),
);

/** Texts of a module that tell effects of changed variables: in its README, and in descriptions. */
function textsOf(
  environment: string,
  layer: string,
): { effects: string[]; descriptions: string[]; blocks: Set<string> } {
  const files = filesOf(bundle(environment), layer);
  const own = [...files].flatMap(([path, text]) => (/^[\w-]+\.tf$/.test(path) ? [text] : [])).join("\n");
  const lines = section(files.get("README.md") ?? "", "## Change it").split("\n");
  return {
    effects: lines.filter((line) => /^- `.*` (replaces|is also)/.test(line)),
    descriptions: [...own.matchAll(/^ {2}description = .* A change replaces (.*)$/gm)].map(([line]) => line),
    blocks: new Set(
      [...own.matchAll(/^(?:resource|variable) "([^"]+)"(?: "([^"]+)")? \{/gm)].map(([, ...names]) =>
        names.filter(Boolean).join("."),
      ),
    ),
  };
}

const addressesIn = (text: string): string[] => text.match(/\b(?:aws|helm|kubernetes)_\w+\.[a-z]\w*/g) ?? [];

test.each(CASES)(
  "%s %s: effects of a change name variables and blocks of the module",
  (environment, layer) => {
    const { effects, descriptions, blocks } = textsOf(environment, layer);
    const variables = effects.map((line) => /^- `(\w+)/.exec(line)?.[1] ?? line);
    const named = [...variables, ...[...effects, ...descriptions].flatMap(addressesIn)];
    expect(named.length).toBeGreaterThan(0);
    expect([...new Set(named)].filter((name) => !blocks.has(name))).toEqual([]);
  },
);
