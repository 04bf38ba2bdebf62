import {
  TerraformBackend,
  TerraformDataSource,
  TerraformElement,
  TerraformLocal,
  TerraformOutput,
  TerraformProvider,
  TerraformRemoteState,
  TerraformResource,
  type TerraformStack,
  TerraformVariable,
} from "cdktf";
import { partOfConstruct } from "./cause";
import { type SettingPath } from "../../terraform/cause-record";
import { type Layer } from "../../base/layers";
import { type EnvironmentRecord } from "../../terraform/environment-record";

/** The part of the file that blocks come from, if their constructs name none. */
const partOf = (layer: Layer): SettingPath => [
  layer === "state" ? "account" : layer === "platform" ? "cluster" : layer,
];

/** The part of the file that each block of a stack comes from; blocks with the same part share an entry. */
export function blockParts(stack: TerraformStack, layer: Layer): EnvironmentRecord["causes"][number][] {
  const entries = new Map<string, EnvironmentRecord["causes"][number] & { readonly addresses: string[] }>();
  for (const element of stack.node.findAll().filter(TerraformElement.isTerraformElement)) {
    const address = addressOf(element);
    if (address === undefined) continue;
    const part = partOfConstruct(element) ?? partOf(layer);
    const key = JSON.stringify(part);
    const entry = entries.get(key) ?? { layer, part, addresses: [] };
    entries.set(key, entry);
    entry.addresses.push(address);
  }
  return [...entries.values()];
}

/** Address of an element, as a review names it. */
function addressOf(element: TerraformElement): string | undefined {
  const id = element.friendlyUniqueId;
  if (element instanceof TerraformResource) return `${element.terraformResourceType}.${id}`;
  if (element instanceof TerraformDataSource) return `data.${element.terraformResourceType}.${id}`;
  if (element instanceof TerraformRemoteState) return `data.terraform_remote_state.${id}`;
  if (element instanceof TerraformOutput) return `output.${id}`;
  if (element instanceof TerraformVariable) return `variable.${id}`;
  if (element instanceof TerraformLocal) return `local.${id}`;
  if (element instanceof TerraformBackend) return "terraform";
  if (!(element instanceof TerraformProvider)) return undefined;
  const name = element.terraformResourceType;
  return element.alias === undefined ? `provider.${name}` : `provider.${name}.${element.alias}`;
}
