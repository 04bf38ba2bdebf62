/** What `extends` does, in a sentence. */
export const EXTENDS_MEANING =
  "Another environment of this folder, named without `.yaml`, that this one starts from. What is written here changes it.";

/** What a reader must know before the tables. */
export const READING_RULES = `Each environment is one file, \`environments/<environment>.yaml\`, and the name of the file is the name of the
environment: 3 to 24 lower-case letters, digits and \`-\`, starting with a letter. Keys that are left out have the default
given here; keys marked **required** have none. An editor that reads this line checks and completes while you type:

\`\`\`yaml
# yaml-language-server: $schema=../docs/environment.schema.json
\`\`\`

Every problem of every file is shown in one run, as \`file:line:column path: got …, expected …; fix\`. To keep a file from
meaning something else than it seems to, some of YAML is refused: a key that stands twice, anchors, aliases, merge keys
and tags, several documents in one file, invisible characters, and a number that YAML reads otherwise than it is written
(\`012\`, \`1e3\`, \`1.50\`). Where text is asked for, a number is taken as written, so \`version: 1.30\` is \`"1.30"\`. The words
\`yes\`, \`no\`, \`on\` and \`off\` are text; write \`true\` or \`false\`.`;

/** How `extends` works. */
export const EXTENDS_RULES = `\`extends: <environment>\` starts from another environment of the same folder, which may itself extend one. Then the file
holds only what is different:

| written in the extending file | effect |
| --- | --- |
| a mapping | merged into the mapping that is extended, key by key |
| a mapping with another \`type\` | replaces it whole, so that the keys of two variants never mix |
| a list, or a single value | replaces what is extended |
| \`null\` | removes the key that is extended; its default then applies |

So a copy for tests may be as short as this:

\`\`\`yaml
# environments/prod-test.yaml
extends: prod
account: "444455556666"
network:
  flowLogs:
    retentionDays: 7
  vpcName: null
\`\`\`

Names given in the environment that is extended are inherited like any value. AWS keeps names unique in an account and
region, so an environment that runs beside the one it extends has an account or names of its own.`;
