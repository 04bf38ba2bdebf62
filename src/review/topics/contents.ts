import { promotedVersions } from "../../infrastructure/pinned-content";
import { say } from "../stages/phrase";
import { type Change, type Topic, type TopicLine, attention, changeAt, editsOf, info } from "./topic";

type Version = ReturnType<typeof promotedVersions>[number];

/** Files of promoted versions: a prefix names them, and the digest of their manifest says what they are. */
export const contents: Topic = {
  title: "Contents of models",
  lines: (change) => {
    const old = promotedVersions(change.before);
    return promotedVersions(change.after).flatMap((is) => {
      const was = old.find(({ model }) => model === is.model);
      return was?.prefix === is.prefix && was.digest === is.digest ? [] : lineOf(change, was, is);
    });
  },
};

function lineOf(change: Change, was: Version | undefined, is: Version): TopicLine {
  const { resource, model, prefix, digest } = is;
  const changed = changeAt(change, resource);
  const edits = changed ? editsOf(changed, /\.init_container\b/) : [];
  if (digest === undefined) {
    const text = say`${model}: pods serve what the bucket has below ${prefix} when they start: without manifestDigest, the content is not pinned`;
    return attention(resource, text, { edits });
  }
  if (was?.digest === undefined)
    return info(resource, say`${model}: manifestDigest pins the content of ${prefix}: ${digest}`, { edits });
  if (was.digest === digest) {
    const text = say`no new pod of ${model} starts: manifestDigest is still that of ${was.prefix}, and bucketPrefix is ${prefix}; write the digest that the job printed for it`;
    return attention(resource, text, { harm: "outage", edits });
  }
  const again = was.prefix === prefix ? "; the version was deleted and created again" : "";
  const text = say`${model}: weights change content: ${was.prefix} of ${was.digest} → ${prefix} of ${digest}${[again]}`;
  return attention(resource, text, { edits });
}
