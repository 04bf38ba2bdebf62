import { type PodLabels, type ComposedEnvironment, type Part } from "../contract";

type Contributions = Part["contributes"];

type Mapping = {
  [Key in keyof Contributions]-?: Required<Contributions>[Key] extends PodLabels ? Key : never;
}[keyof Contributions];

/** Entries that all parts add to a mapping of another part. Two parts cannot give a key different values. */
export function contributed(
  { parts }: Pick<ComposedEnvironment, "parts">,
  mapping: Mapping,
): Record<string, string> {
  const owners = new Map<string, { readonly title: string; readonly value: string }>();
  for (const { title, contributes } of parts) {
    for (const [key, value] of Object.entries(contributes[mapping])) {
      const owner = owners.get(key);
      if (owner && owner.value !== value) {
        throw new Error(
          `${owner.title} and ${title} give ${mapping} ${key} different values: ${owner.value} and ${value}`,
        );
      }
      owners.set(key, { title, value });
    }
  }
  return Object.fromEntries([...owners].map(([key, { value }]) => [key, value]));
}
