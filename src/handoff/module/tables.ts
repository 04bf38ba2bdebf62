import { type Json, type JsonObject, asObject } from "../../terraform/stack-json";

/** Tables in the format of `terraform-docs markdown table`, between its markers, so that the tool can update them. */
export function terraformDocs(json: JsonObject): string {
  const terraform = asObject(json["terraform"]);
  const required = Object.entries(asObject(terraform["required_providers"])).map(
    ([name, provider]) => [name, String(asObject(provider)["version"])] as const,
  );
  const sections = [
    section(
      "Requirements",
      ["Name", "Version"],
      [
        [anchor("requirement", "terraform"), escaped(String(terraform["required_version"]))],
        ...required.map(([name, version]) => [anchor("requirement", name), escaped(version)]),
      ],
    ),
    section(
      "Providers",
      ["Name", "Version"],
      required.map(([name, version]) => [anchor("provider", name), escaped(version)]),
    ),
    "## Modules\n\nNo modules.",
    section("Resources", ["Name", "Type"], resourceRows(json)),
    inputs(asObject(json["variable"])),
    section(
      "Outputs",
      ["Name", "Description"],
      sorted(asObject(json["output"])).map(([name, output]) => [
        anchor("output", name),
        escaped(String(output["description"] ?? "n/a")),
      ]),
    ),
  ];
  return `<!-- BEGIN_TF_DOCS -->\n${sections.join("\n\n")}\n<!-- END_TF_DOCS -->`;
}

function resourceRows(json: JsonObject): string[][] {
  const kinds = [
    ["resource", "resources", "resource"],
    ["data", "data-sources", "data source"],
  ] as const;
  return kinds.flatMap(([kind, folder, title]) =>
    sorted(asObject(json[kind])).flatMap(([type, byName]) =>
      Object.keys(byName)
        .sort()
        .map((name) => [`[${type}.${name}](${page(type, folder)})`, title]),
    ),
  );
}

function page(type: string, folder: string): string {
  const [provider = "", ...rest] = type.split("_");
  const source = provider === "terraform" ? "hashicorp/terraform" : `hashicorp/${provider}`;
  return `https://registry.terraform.io/providers/${source}/latest/docs/${folder}/${rest.join("_")}`;
}

function inputs(variables: JsonObject): string {
  const rows = sorted(variables).map(([name, { type, description, default: value }]) => [
    anchor("input", name),
    escaped(String(description)),
    typeCell(String(type)),
    value === undefined ? "n/a" : `\`${JSON.stringify(value)}\``,
    value === undefined ? "yes" : "no",
  ]);
  if (rows.length === 0) return "## Inputs\n\nNo inputs.";
  const head =
    "| Name | Description | Type | Default | Required |\n|------|-------------|------|---------|:--------:|";
  return `## Inputs\n\n${head}\n${rows.map(row).join("\n")}`;
}

/** A table has no lines within a cell. They have the indent of the block. */
const typeCell = (type: string): string =>
  type.includes("\n") ? `<pre>${type.replaceAll("\n", "<br/>  ")}</pre>` : `\`${type}\``;

function section(title: string, columns: readonly string[], rows: readonly (readonly string[])[]): string {
  if (rows.length === 0) return `## ${title}\n\nNo ${title.toLowerCase()}.`;
  const rule = columns.map((column) => "-".repeat(column.length + 2)).join("|");
  return `## ${title}\n\n${row(columns)}\n|${rule}|\n${rows.map(row).join("\n")}`;
}

const row = (cells: readonly string[]): string => `| ${cells.join(" | ")} |`;

const anchor = (kind: string, name: string): string =>
  `<a name="${kind}_${name}"></a> [${name}](#${kind}\\_${escaped(name)})`;

const escaped = (text: string): string => text.replace(/[|_*]/g, "\\$&").replace(/\s+/g, " ");

const sorted = (object: JsonObject): [string, JsonObject][] =>
  Object.entries(object)
    .map(([name, value]: [string, Json]): [string, JsonObject] => [name, asObject(value)])
    .sort(([a], [b]) => (a < b ? -1 : 1));
