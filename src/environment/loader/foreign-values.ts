import {
  type Conversion,
  bounds,
  flowText,
  imageParts,
  lettersOfCount,
  listOfNamed,
  mappingByName,
  matchedPart,
  oneOf,
  ranges,
  toZoneLetter,
  variables,
  variablesText,
  withoutCharacters,
} from "./conversions";
import { type YamlNode } from "./yaml-node";

/** A value of one of our keys, in the form of another tool or of the AWS Console. */
export interface ForeignValue {
  /** Path of the key, with `[]` for an entry of a list. */
  readonly at: string;
  readonly becomes: Conversion;
  /** @default - to write the value that it becomes */
  readonly fix?: (value: YamlNode) => string;
}

const names = (value: YamlNode): string =>
  value.kind === "mapping" ? [...value.entries.keys()].join(", ") : "";

const firstName = (value: YamlNode): string => {
  const [first] = value.kind === "list" ? value.items : [];
  const name = first?.kind === "mapping" ? first.entries.get("name")?.value : undefined;
  return name ? flowText(name) : "";
};

export const FOREIGN_VALUES: readonly ForeignValue[] = [
  { at: "account", becomes: withoutCharacters(/[- ]/g, /^\d{12}$/) },
  { at: "region", becomes: matchedPart(/^([a-z]{2}(?:-[a-z]+)+-\d)[a-z]$/) },
  {
    at: "network.zones",
    becomes: lettersOfCount,
    fix: (value) => `write their letters: ${flowText(value)}`,
  },
  {
    at: "network.zones[]",
    becomes: toZoneLetter,
    fix: (value) => `write the letter without the region: ${flowText(value)}`,
  },
  { at: "network.privateSubnets", becomes: ranges },
  { at: "network.publicSubnets", becomes: ranges },
  { at: "cluster.version", becomes: matchedPart(/^v(1\.\d+)$/) },
  {
    at: "cluster.nodeGroups",
    becomes: mappingByName,
    fix: (value) => `write a key for each name, without dashes: ${names(value)}`,
  },
  { at: "entry.type", becomes: oneOf({ alb: "ingress", "application-load-balancer": "ingress" }) },
  { at: "entry.scheme", becomes: oneOf({ private: "internal", public: "internet-facing" }) },
  {
    at: "models",
    becomes: listOfNamed,
    fix: (value) => `write a list, each entry with its name: - name: ${firstName(value)}`,
  },
  { at: "models[].image", becomes: imageParts },
  { at: "models[].replicas", becomes: bounds },
  {
    at: "models[].environment",
    becomes: (written) => (written.kind === "list" ? variables(written) : undefined),
    fix: (value) => `write ${variablesText(value)}`,
  },
  {
    at: "models[].secrets[]",
    becomes: matchedPart(/^arn:aws[a-z-]*:secretsmanager:[^:]*:\d*:secret:(.+)-\w{6}$/),
    fix: (value) => `write the name, not the ARN: ${flowText(value)}`,
  },
];
