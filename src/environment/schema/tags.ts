import { z } from "../../base/zod";
import figures from "../facts/figures.json";
import reserved from "../facts/reserved-tags.json";
import { expects } from "../expects";
import { byKey } from "../values";
import { tagValue } from "./values";

const SPACES = expects("no space at the start or end, which drivers remove", "remove the space");

const tagKey = () =>
  tagValue(figures.tags.longestKey)
    .regex(/^\S(.*\S)?$/, SPACES)
    .regex(
      /^[^=]*$/,
      expects("no = in a key, which ends the key in the settings of controllers", "remove the ="),
    )
    .refine((key) => reservedTag(key) === undefined, reservedKey());

/** The family of a reserved key, in any case: IAM does not tell apart keys that differ in case alone. Undefined for a free one. */
const reservedTag = (key: string) =>
  reserved.families.find(({ pattern }) => new RegExp(pattern).test(key.toLowerCase()));

/** Names the owner of the key, so that nobody looks for another spelling. */
function reservedKey() {
  return expects("a tag that is not reserved by this project, AWS, Kubernetes or a controller", (key) =>
    reservedTag(key)?.isKeyOfFile
      ? `write the key ${key.toLowerCase()} of the file instead`
      : `rename it: ${reservedTag(key)?.owner} sets this tag`,
  );
}

export const tagsSchema = z
  .record(
    tagKey(),
    tagValue(256)
      .regex(/^\S(.*\S)?$/, SPACES)
      .regex(/^(?!aws:)/i, expects("a value that does not start with aws:, which AWS reserves", "rename it")),
  )
  .refine(
    (given) => Object.keys(given).length <= figures.tags.mostOwn,
    expects(
      `at most ${figures.tags.mostOwn} tags: AWS allows 50 on a resource, with those of this project, EKS and the drivers`,
      "remove tags",
    ),
  )
  .overwrite(byKey)
  .default({})
  .describe(
    "Further tags of everything that can have them: resources of all layers, instances, volumes and interfaces of nodes, interfaces of pods, volumes of claims, and load balancers of the controller. A changed tag replaces the nodes step by step, since EKS rolls a node group whose launch template changes.",
  );
