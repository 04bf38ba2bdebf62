import { scriptsIn, userDataIn } from "../../../proof/model/cluster/user-data";
import { block } from "../../../proof/model/blocks";
import { isSecretName } from "../../../proof/model/texts/secret-names";
import { type JsonObject, asObject } from "../../../proof/terraform-json/stack-json";
import { type ResourceChange } from "../change";
import { joined, say } from "../phrase";
import { type Watched, editedLines, fromTo } from "./edited";
import { isDashboard } from "./monitoring/dashboards";
import { type Change, type Topic, type TopicLine } from "./topic";

const WATCHED: readonly Watched[] = [
  { type: /^kubernetes_deployment/, argument: /\.container\.command$/, what: "command" },
  { type: /^kubernetes_deployment/, argument: /\.container\.args$/, what: "args" },
];

export const programs: Topic = {
  title: "Programs and files",
  lines: (change) => [
    ...editedLines(change, WATCHED, (_, text) => ({ level: "attention", text })),
    ...dataLines(change),
    ...scriptLines(change),
  ],
  judges: (changed, edit) =>
    edit === undefined &&
    "type" in changed &&
    CONFIG_MAP.test(changed.type) &&
    isOfModels(changed) &&
    !hasSecret(changed),
};

const CONFIG_MAP = /^kubernetes_config_map(_v1)?$/;

/** Programs of the cluster read the other ConfigMaps, such as those of its system namespaces. */
const isOfModels = ({ layer, before, after }: ResourceChange): boolean =>
  layer === "models" && ![before, after].some((config) => isOfSystem(namespaceOf(config)));

const namespaceOf = (config: JsonObject | undefined): string =>
  String(block(config?.["metadata"])["namespace"] ?? "");

const isOfSystem = (namespace: string): boolean => /^(kube-|amazon-|aws-)/.test(namespace);

const hasSecret = ({ after }: ResourceChange): boolean =>
  Object.keys(asObject(after?.["data"])).some(isSecretName);

/** Files of a ConfigMap have a dot in their name, which variables cannot have. */
const FILE = /^data\.(.*\..*)$/;
const VARIABLE = /^data\.([^.[\]]+)$/;

/** Files of all ConfigMaps, and variables of those that models read. */
const dataLines = ({ resources }: Change): TopicLine[] =>
  resources
    .filter((each) => CONFIG_MAP.test(each.type) && each.action === "change" && !isDashboard(each))
    .flatMap((resource) =>
      resource.edits.flatMap((edit): TopicLine[] => {
        const { layer, address } = resource;
        const line = { level: "info", layer, address, edits: [edit] } as const;
        const [, file] = FILE.exec(edit.path) ?? [];
        if (file !== undefined) return [{ ...line, text: say`file ${file} of ${address}: ${fromTo(edit)}` }];
        const [, variable] = VARIABLE.exec(edit.path) ?? [];
        if (variable === undefined || !isOfModels(resource)) return [];
        const text = say`variable ${variable} of ${address}: ${fromTo(edit)}`;
        return edit.after !== undefined && isSecretName(variable)
          ? [
              {
                ...line,
                level: "attention",
                text: say`${text}; it is named like a secret, and a ConfigMap keeps it in plain text`,
              },
            ]
          : [{ ...line, text }];
      }),
    );

/** Lines of scripts in user data, without those of the settings of nodes. */
const scriptLines = ({ resources }: Change): TopicLine[] =>
  resources
    .filter(({ type, action }) => type === "aws_launch_template" && action === "change")
    .flatMap(({ layer, address, edits, before, after }): TopicLine[] => {
      const found = edits.filter(
        ({ argument, path }) => argument === "user_data" && !OF_NODE_CONFIG.test(path),
      );
      const [was, is] = [scriptsOf(before), scriptsOf(after)];
      if (found.length === 0 || was === is) return [];
      const shown = found.slice(0, MOST_SHOWN).map((edit) => say`${edit.path} ${fromTo(edit)}`);
      const more = found.length > MOST_SHOWN ? say` and ${found.length - MOST_SHOWN} more` : [];
      const text = say`script that runs as root on each node of ${address}: ${joined(shown)}${more}`;
      return [{ level: "attention", layer, address, text, edits: found }];
    });

const MOST_SHOWN = 3;

/** Parts of user data that nodeadm reads, by their path. */
const OF_NODE_CONFIG = /^user_data\.application\/node\.eks\.aws/;

const scriptsOf = (template: JsonObject | undefined): string =>
  JSON.stringify(scriptsIn(userDataIn(template?.["user_data"]) ?? ""));
