import { block, isFalse, isTrue, text, texts } from "../../infrastructure/blocks";
import { isInternet } from "../../infrastructure/ranges";
import { addressesIn, addressesNamed } from "../../infrastructure/addresses";
import { isWithin } from "../../infrastructure/boxes";
import { type JsonObject } from "../../terraform/stack-json";
import { ANYWHERE } from "../../base/cidr";
import { type ResourceChange } from "../change";
import { type Phrase, joinValues, say } from "../stages/phrase";
import { type Topic, type TopicLine } from "./topic";

const ARGUMENTS = /^vpc_config\.(endpoint_public_access|public_access_cidrs|endpoint_private_access)$/;

/** The public and the private endpoint of the Kubernetes API. Rules of security groups limit the private one. */
export const apiAccess: Topic = {
  title: "Kubernetes API",
  lines: ({ resources }) => resources.flatMap((change) => [...publicLines(change), ...privateLines(change)]),
  judges: ({ address }, edit) =>
    edit !== undefined && address.startsWith("aws_eks_cluster.") && ARGUMENTS.test(edit.argument),
};

/** Ranges that reach the public endpoint. The default of the provider is a public endpoint for every address. */
function publicRanges(config: JsonObject): string[] {
  const access = block(config["vpc_config"]);
  if (isFalse(access["endpoint_public_access"])) return [];
  const written = texts(access["public_access_cidrs"]);
  return written.length > 0 ? written : [ANYWHERE];
}

function publicLines({ type, layer, address, before, after, edits }: ResourceChange): TopicLine[] {
  if (type !== "aws_eks_cluster" || !before || !after) return [];
  const [was, is] = [publicRanges(before), publicRanges(after)];
  const addresses = (ranges: readonly string[]) =>
    ranges.map((range) => [addressesIn(range) ?? addressesNamed(range)]);
  const outside = (ranges: readonly string[], others: readonly string[]) =>
    ranges.filter((range) => !isWithin(addresses([range]), addresses(others)));
  const [opened, closed] = [outside(is, was), outside(was, is)];
  const found = edits.filter(({ argument }) => /public_access/.test(argument));
  const name = text(after["name"]) ?? address;
  const isPrivate = isTrue(block(after["vpc_config"])["endpoint_private_access"]);
  const line = (
    when: string,
    ranges: readonly string[],
    rest: Phrase = [],
    harm?: TopicLine["harm"],
  ): TopicLine[] =>
    ranges.length === 0
      ? []
      : [
          {
            level: "attention",
            ...(harm ? { harm } : {}),
            layer,
            address,
            text: say`${[when]}: the Kubernetes API of ${name} is open to ${whoIn(ranges)}, by its public endpoint${rest}`,
            ...(found.length > 0 ? { edits: found } : {}),
          },
        ];
  // Operators of a range that is named may have no private path. Nobody is named by a range of the whole internet.
  const ends: Phrase = isPrivate
    ? ["; who has no private path is cut off"]
    : ["; nodes reach it no other way"];
  return [
    ...line("now", opened, [], opened.some(isInternet) ? "open to everyone" : "more access"),
    ...line("no longer", closed, ends, closed.every(isInternet) ? undefined : "outage"),
  ];
}

const whoIn = (ranges: readonly string[]): Phrase =>
  ranges.some(isInternet) ? say`the internet (${joinValues(ranges)})` : joinValues(ranges);

/**
 * Without the private endpoint, its name resolves to public addresses in the VPC, too.
 *
 * Source: EKS user guide, "Cluster API server endpoint" (read 2026-11-20).
 */
function privateLines({ type, layer, address, after, edits }: ResourceChange): TopicLine[] {
  const edit = edits.find(({ argument }) => argument === "vpc_config.endpoint_private_access");
  if (type !== "aws_eks_cluster" || !after || !edit) return [];
  if (isTrue(block(after["vpc_config"])["endpoint_private_access"]))
    return [
      {
        level: "info",
        layer,
        address,
        edits: [edit],
        text: say`now: the Kubernetes API has a private endpoint in the VPC`,
      },
    ];
  const isOpen = publicRanges(after).some(isInternet);
  const text = isOpen
    ? say`endpoint_private_access of ${address} is false: nodes and operators in the VPC reach the Kubernetes API over the internet`
    : say`endpoint_private_access of ${address} is false: nodes and operators in the VPC no longer reach the Kubernetes API, whose public endpoint does not admit them`;
  return [
    {
      level: "attention",
      layer,
      address,
      edits: [edit],
      text,
      ...(isOpen ? {} : { harm: "outage" as const }),
    },
  ];
}
