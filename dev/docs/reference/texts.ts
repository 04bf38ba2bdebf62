/** Description of the key `extends`. */
export const EXTENDS_MEANING =
  "Name of another environment in this folder, without `.yaml`, whose values this environment inherits. Values in this file override them.";

/** Introduction of the reference page. */
export const READING_RULES = `Each environment is one file, \`environments/<environment>.yaml\`, and the name of the file is the name of the
environment: 3 to 24 lowercase letters, digits and \`-\`, starting with a letter. A key that you omit has the default given
here; keys marked **required** have no default. With this line, editors validate and complete the file as you type:

\`\`\`yaml
# yaml-language-server: $schema=../docs/environment.schema.json
\`\`\`

One run reports all problems of all files, as \`file:line:column path: got …, expected …; fix\`. Rules between keys apply to the
values that are valid. Environments whose files are valid are also built and checked; a line \`not checked\` names the others and the
files to correct first. YAML features that hide the
meaning of a file are refused: duplicate keys, anchors, aliases, merge keys, tags, several documents in one file, invisible
characters, and numbers that YAML does not read as they are written (\`012\`, \`1e3\`, \`1.50\`). If a key expects text, a number
is read as written, so \`version: 1.30\` is \`"1.30"\`. The words \`yes\`, \`no\`, \`on\` and \`off\` are text; write \`true\` or
\`false\`.`;

/** Section on \`extends\`. */
export const EXTENDS_RULES = `\`extends: <environment>\` inherits all values of another environment in the same folder, which may itself extend one. The
file then contains only the differences:

| value in the extending file | effect |
| --- | --- |
| a mapping | merged into the inherited mapping, key by key |
| a mapping with another \`type\` | replaces the inherited mapping, so that the keys of two variants never mix |
| a list or a single value | replaces the inherited value |
| \`null\` | removes the inherited key; its default then applies |

A test copy of an environment can be as short as this:

\`\`\`yaml
# environments/ml-inference-test.yaml
extends: ml-inference-prod
account: "444455556666"
network:
  vpcCidr: 10.33.0.0/16
  flowLogs:
    retentionDays: 7
  networkAcls: null
cluster:
  admins: [arn:aws:iam::444455556666:role/ml-platform-admin]
\`\`\`

Names are inherited like any other value. AWS names are unique in an account and region, so an environment in the same
account and region as the environment that it extends needs its own names.`;
