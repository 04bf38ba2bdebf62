import { Document, isCollection, isMap, isPair, isScalar, isSeq, visit } from "yaml";
import { type Answers } from "./question";

/** A comment above a key, by its path, where a key of the file exists. */
const COMMENTS: readonly (readonly [path: string, comment: string, where?: string])[] = [
  ["network.egress", "Internet access of nodes and pods."],
  [
    "network.endpoints",
    "AWS services are called through NAT: endpoints are billed by the hour in each zone.",
    "network.endpoints.interfaces",
  ],
  [
    "network.attachments",
    "The way of operators and clients. The owner of the transit gateway adds the routes on the other side.",
  ],
  [
    "network.existing",
    "What this environment needs of the VPC. A plan names what AWS lacks, with the command that adds it.",
  ],
  ["components", "Parts of the platform."],
  ["cluster.apiAccess", "Who reaches the Kubernetes API, and so can apply the layers platform and models."],
  ["cluster.nodeGroups.gpu", "Nodes with NVIDIA drivers. Only pods that ask for a GPU run on them."],
  ["models", "Model APIs, one Deployment and Service for each."],
  ["waivers", "Findings of checks that a demo accepts. Each ends on a day, on which it is reviewed."],
];

const NETWORKS: Readonly<Record<string, string>> = {
  none: "a network without internet access",
  nat: "a network with NAT",
  existing: "an existing network",
};

const ENTRIES: Readonly<Record<string, string>> = {
  alb: "behind an internal load balancer with HTTPS",
  nlb: "behind an internal network load balancer",
  demo: "behind a load balancer on the internet, for a demo",
  none: "for pods of the cluster",
};

/** The environment's file: the keys, with comments that say why. */
export function environmentText(
  answers: Answers,
  keys: Readonly<Record<string, unknown>>,
  schema: string,
): string {
  const document = new Document(keys, { aliasDuplicateObjects: false });
  document.commentBefore = [
    ` yaml-language-server: $schema=${schema}`,
    ` ${answers.model} ${ENTRIES[answers.entry ?? ""]}, on ${NETWORKS[answers.network ?? ""]}.`,
  ].join("\n");
  inFlow(document);
  for (const [path, comment, where = path] of COMMENTS) {
    if (!document.hasIn(where.split("."))) continue;
    const parts = path.split(".");
    const parent = document.getIn(parts.slice(0, -1), true) ?? document.contents;
    if (!isMap(parent)) continue;
    const pair = parent.items.find(({ key }) => isScalar(key) && key.value === parts.at(-1));
    if (isPair(pair) && isScalar(pair.key)) pair.key.commentBefore = ` ${comment}`;
  }
  // A blank line between the parts of the file.
  return document
    .toString({ lineWidth: 0 })
    .replaceAll(/\[ ([^[\]]*) \]/g, "[$1]")
    .replace(/^(#.*\n#.*)\n\n?/, "$1\n")
    .replace(/^(?=(?:# [^\n]*\n)?(?:network|components|cluster|entry|models|waivers):)/gm, "\n")
    .replace(/^(# .*\n)\n(?=\w)/gm, "$1");
}

/** Most characters of a mapping or list in one line. */
const FLOW_WIDTH = 90;

/** Small mappings and lists are in one line. */
function inFlow(document: Document): void {
  visit(document, {
    Collection: (_, node, path) => {
      if (path.length < 4) return undefined;
      const isFlat = isSeq(node)
        ? node.items.every(isScalar)
        : node.items.every(
            (pair) =>
              isPair(pair) &&
              (!isCollection(pair.value) || (isSeq(pair.value) && pair.value.items.every(isScalar))),
          );
      if (isFlat && JSON.stringify(node.toJSON()).length <= FLOW_WIDTH) node.flow = true;
      return undefined;
    },
  });
}
