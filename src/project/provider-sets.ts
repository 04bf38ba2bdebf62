import { type StackJson, asObject } from "../terraform/stack-json";

/** A provider that a stack requires. */
interface RequiredProvider {
  /** Namespace and type, such as `hashicorp/aws`. */
  readonly source: string;
  /** Version constraint, such as `>= 5.100.0, < 7.0.0`. */
  readonly constraint: string;
}

/** Providers that several stacks require. One lock file fits all of them. */
interface ProviderSet {
  /** Types of the providers, such as `aws+helm+kubernetes`. It names the lock file. */
  readonly name: string;
  /** Sorted by source. Stacks with different constraints have one entry for each. */
  readonly providers: readonly RequiredProvider[];
  /** Names of the stacks. */
  readonly stacks: readonly string[];
}

/** Terraform refuses a read-only lock with an entry too many, so each set of providers has its own lock. */
export function providerSets(stacks: readonly StackJson[]): ProviderSet[] {
  const sets = new Map<string, ProviderSet>();
  for (const stack of stacks) {
    const providers = requiredProviders(stack);
    const name = setName(providers);
    const known = sets.get(name);
    sets.set(name, {
      name,
      providers: known ? merged(known.providers, providers) : providers,
      stacks: [...(known?.stacks ?? []), stack.name],
    });
  }
  return [...sets.values()].sort((a, b) => order(a.name, b.name));
}

function requiredProviders(stack: StackJson): RequiredProvider[] {
  return Object.values(asObject(stack.terraform["required_providers"]))
    .map((provider) => {
      const { source, version } = asObject(provider);
      return { source: String(source), constraint: String(version) };
    })
    .sort((a, b) => order(a.source, b.source));
}

/** The type alone names a provider: no stack has two providers of one type. */
const setName = (providers: readonly RequiredProvider[]): string =>
  [...new Set(providers.map(({ source }) => source.replace(/^.*\//, "")))].sort(order).join("+");

function merged(a: readonly RequiredProvider[], b: readonly RequiredProvider[]): RequiredProvider[] {
  const all = [...a, ...b];
  const isFirst = ({ source, constraint }: RequiredProvider, index: number): boolean =>
    all.findIndex((each) => each.source === source && each.constraint === constraint) === index;
  return all.filter(isFirst).sort((x, y) => order(x.source, y.source));
}

const order = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
