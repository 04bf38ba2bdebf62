import { UserData } from "../../infrastructure/text-user-data";
import { type Json, type JsonObject } from "../../terraform/stack-json";
import { fromTo, say, someAndMore } from "../stages/phrase";
import { type Change, changeAt, editsOf, type Topic, type TopicLine } from "./topic";
import { topicOfRows } from "./rows";
import { promotedVersions } from "../../infrastructure/pinned-content";
import { sentencesOf } from "./named";
import { SCHEMA_UPGRADES } from "../../evidence/schema-upgrades";
import { type Edit } from "../change";
import { ImageReference } from "../../infrastructure/kubernetes-images";

const rows = topicOfRows("Programs and files");

export const programs: Topic = {
  ...rows,
  lines: (change) => [...rows.lines(change), ...scriptLines(change)],
};

const MOST_SHOWN = 3;

/** Parts of user data that nodeadm reads, by their path. */
const OF_NODE_CONFIG = /^user_data\.application\/node\.eks\.aws/;

/** Lines of scripts in user data, without those of the settings of nodes. */
const scriptLines = ({ resources }: Change): TopicLine[] =>
  resources
    .filter(({ type, action }) => type === "aws_launch_template" && action === "change")
    .flatMap((template) => {
      const edits = template.edits.filter(
        ({ argument, path }) => argument === "user_data" && !OF_NODE_CONFIG.test(path),
      );
      if (edits.length === 0 || scriptsOf(template.before) === scriptsOf(template.after)) return [];
      const changes = someAndMore(
        edits.map((edit) => say`${edit.path} ${fromTo(edit)}`),
        MOST_SHOWN,
      );
      return sentencesOf("Programs and files").line("script", template, { changes }, { edits });
    });

const scriptsOf = (template: JsonObject | undefined): string =>
  JSON.stringify(UserData.in(template?.["user_data"])?.scripts ?? []);

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
  const words = { model, prefix, digest: digest ?? "" };
  const old = { "old prefix": was?.prefix ?? "", "old digest": was?.digest ?? "" };
  return sentencesOf("Contents of models").line(caseOf(was, is), resource, { ...words, ...old }, { edits });
}

function caseOf(was: Version | undefined, is: Version) {
  if (is.digest === undefined) return "not pinned";
  if (was?.digest === undefined) return "pinned";
  if (was.digest === is.digest) return "old digest";
  return was.prefix === is.prefix ? "created again" : "other content";
}

/** Images whose program upgrades the schema of its database when it starts. */
export const schemaUpgrades: Topic = {
  title: "Schemas of databases",
  lines: ({ resources }) =>
    resources.flatMap((resource) => {
      const edits = resource.edits.filter(isUpgrade);
      const [was, is] = [programOf(edits[0]?.before), programOf(edits[0]?.after)];
      if (!is) return [];
      const words = { program: SCHEMA_UPGRADES[is.name] ?? is.name, old: was?.tag ?? "", new: is.tag };
      return sentencesOf("Schemas of databases").line("upgrade", resource, words, { edits });
    }),
};

/** Name and tag of such a program. */
function programOf(image: Json | undefined) {
  if (typeof image !== "string") return undefined;
  const { path, tag = "", digest = "" } = ImageReference.parse(image);
  const name = path.split("/").at(-1) ?? "";
  return name in SCHEMA_UPGRADES ? { name, tag: tag === "" ? digest : tag } : undefined;
}

/** True for another version; another build of the same one, as `3.17.2-2`, has the same schema. */
function isUpgrade({ argument, before, after }: Edit): boolean {
  if (!argument.endsWith(".image")) return false;
  const [was, is] = [programOf(before), programOf(after)];
  return was !== undefined && is !== undefined && versionIn(was.tag) !== versionIn(is.tag);
}

const versionIn = (tag: string): string => /^v?\d+(\.\d+)+/.exec(tag)?.[0] ?? tag;
