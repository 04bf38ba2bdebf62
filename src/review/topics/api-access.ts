import { isInternet } from "../../infrastructure/network-ranges";
import { Addresses } from "../../infrastructure/network-traffic";
import { block, isFalse, isTrue, type JsonObject, text, texts } from "../../terraform/stack-json";
import { ANYWHERE } from "../../base/cidr";
import { type ResourceChange } from "../change";
import { type Harm } from "../stages/harm";
import { joinValues, type Phrase, say } from "../stages/phrase";
import { attention, editsOf, orAll, type TopicLine } from "./topic";
import { topicOfRows } from "./rows";

/** The public and the private endpoint of the Kubernetes API. Rules of security groups limit the private one. */
export const apiAccess = topicOfRows("Kubernetes API", {
  lines: publicLines,
  when: {
    private: ({ resource }) => isPrivate(resource.after),
    // without the private endpoint, its name resolves to public addresses in the VPC, too
    "open to the internet": ({ resource }) => publicRanges(resource.after ?? {}).some(isInternet),
  },
});

const isPrivate = (config: JsonObject | undefined): boolean =>
  isTrue(block(config?.["vpc_config"])["endpoint_private_access"]);

/** Ranges that reach the public endpoint. The default of the provider is a public endpoint for every address. */
function publicRanges(config: JsonObject): string[] {
  const access = block(config["vpc_config"]);
  if (isFalse(access["endpoint_public_access"])) return [];
  const written = texts(access["public_access_cidrs"]);
  return written.length > 0 ? written : [ANYWHERE];
}

function publicLines(cluster: ResourceChange): TopicLine[] {
  const { type, address, before, after } = cluster;
  if (type !== "aws_eks_cluster" || !before || !after) return [];
  const [was, is] = [publicRanges(before), publicRanges(after)];
  const outside = (ranges: readonly string[], others: readonly string[]) =>
    ranges.filter((range) => !Addresses.of(range).isWithin(others.map(Addresses.of)));
  const [opened, closed] = [outside(is, was), outside(was, is)];
  const edits = orAll(editsOf(cluster, /public_access/));
  const name = text(after["name"]) ?? address;
  const line = (when: string, ranges: readonly string[], rest: Phrase, harm?: Harm): TopicLine[] => {
    const sentence = say`${[when]}: the Kubernetes API of ${name} is open to ${whoIn(ranges)}, by its public endpoint${rest}`;
    return ranges.length === 0 ? [] : [attention(cluster, sentence, { harm, edits })];
  };
  // Operators of a range that is named may have no private path. Nobody is named by a range of the whole internet.
  const ends = isPrivate(after) ? "; who has no private path is cut off" : "; nodes reach it no other way";
  return [
    ...line("now", opened, [], opened.some(isInternet) ? "open to everyone" : "more access"),
    ...line("no longer", closed, [ends], closed.every(isInternet) ? undefined : "outage"),
  ];
}

const whoIn = (ranges: readonly string[]): Phrase =>
  ranges.some(isInternet) ? say`the internet (${joinValues(ranges)})` : joinValues(ranges);
