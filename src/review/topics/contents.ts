import { promotedVersions } from "../../infrastructure/pinned-content";
import { type Phrase, say } from "../stages/phrase";
import { changeOf } from "./both-sides";
import { type Change, type Topic, type TopicLine } from "./topic";

type Version = ReturnType<typeof promotedVersions>[number];

/** Files of promoted versions: a prefix names them, and the digest of their manifest says what they are. */
export const contents: Topic = {
  title: "Contents of models",
  lines: (change) => {
    const old = promotedVersions(change.before);
    return promotedVersions(change.after).flatMap((is): TopicLine[] => {
      const was = old.find(({ model }) => model === is.model);
      if (was?.prefix === is.prefix && was.digest === is.digest) return [];
      return [{ ...is.resource, edits: editsOf(change, is), level: "attention", ...effectOf(was, is) }];
    });
  },
};

const editsOf = (change: Change, { resource }: Version) =>
  (changeOf(change, resource)?.edits ?? []).filter(({ argument }) => /\.init_container\b/.test(argument));

function effectOf(was: Version | undefined, is: Version): Partial<TopicLine> & { readonly text: Phrase } {
  const { model, prefix, digest } = is;
  if (digest === undefined)
    return {
      text: say`${model}: pods serve what the bucket has below ${prefix} when they start: without manifestDigest, the content is not pinned`,
    };
  if (was?.digest === undefined)
    return { level: "info", text: say`${model}: manifestDigest pins the content of ${prefix}: ${digest}` };
  if (was.digest === digest)
    return {
      harm: "outage",
      text: say`no new pod of ${model} starts: manifestDigest is still that of ${was.prefix}, and bucketPrefix is ${prefix}; write the digest that the job printed for it`,
    };
  const again = was.prefix === prefix ? "; the version was deleted and created again" : "";
  return {
    text: say`${model}: weights change content: ${was.prefix} of ${was.digest} → ${prefix} of ${digest}${[again]}`,
  };
}
