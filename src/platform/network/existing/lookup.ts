/** How an existing resource is found: by its id, or as the only one with tags. */
export type Lookup =
  | { readonly id: string }
  | {
      readonly tags: Readonly<Record<string, string>>;
      /** Zone of a subnet, where the tags alone do not tell subnets apart. @default - the tags do */
      readonly availabilityZone?: string;
    };

/** A lookup, with the name of its resource in messages. */
export interface NamedLookup {
  readonly lookup: Lookup;
  readonly name: string;
}

/** Found by the tag `Name`. */
export const lookupByName = (name: string): NamedLookup => ({ lookup: { tags: { Name: name } }, name });

export const byId = (id: string): NamedLookup => ({ lookup: { id }, name: id });

export function byTags(tags: Readonly<Record<string, string>>, availabilityZone?: string): NamedLookup {
  const pairs = Object.entries(tags).map(([key, value]) => `${key}=${value}`);
  const place = availabilityZone === undefined ? "" : ` in ${availabilityZone}`;
  return {
    lookup: { tags, ...(availabilityZone === undefined ? {} : { availabilityZone }) },
    name: `with ${pairs.join(" and ")}${place}`,
  };
}

/** `named shared`, or `with stage=prod`. */
export const describeLookup = ({ lookup, name }: NamedLookup): string =>
  "tags" in lookup && lookup.tags["Name"] === name ? `named ${name}` : name;
