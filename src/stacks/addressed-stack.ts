import { TerraformElement, TerraformStack } from "cdktf";
import type { Construct, Node } from "constructs";
import { stackTerraform } from "./stack-terraform";

/**
 * A stack whose resource addresses can be read and typed: `aws_subnet.private_a`, without a hash.
 *
 * The address is the construct path below the stack. Ids in PascalCase (`Network`, CDK's own `Resource`) only
 * shape the tree and do not show. cdktf would merge two elements of one address without a word, so equal
 * addresses are refused; so are references across stacks that nobody wrote down as an output.
 */
export class AddressedStack extends TerraformStack {
  private readonly pathsByAddress = new Map<string, string>();

  protected override allocateLogicalId(element: TerraformElement | Node): string {
    const node = TerraformElement.isTerraformElement(element) ? element.node : element;
    const ids = node.scopes.slice(node.scopes.indexOf(this) + 1).map((scope) => scope.node.id);
    const shown = ids.filter((id) => !/^[A-Z]/.test(id));
    const name = shown.join("_").replace(/[^A-Za-z0-9]+/g, "_");
    if (name === "") {
      throw new Error(`construct ${node.path} has no readable address; give it or a scope a lower-case id`);
    }
    if (TerraformElement.isTerraformElement(element)) this.claim(element, name);
    return name;
  }

  override registerOutgoingCrossStackReference(reference: string): never {
    throw new Error(
      `${reference} of stack ${this.node.id} is used in another stack; export it as an output and read it there`,
    );
  }

  /** cdktf looks for references across stacks here, in a walk of its own; `toTerraform` meets them too. */
  override prepareStack(): void {
    this.ensureBackendExists();
  }

  override toTerraform(): object {
    return stackTerraform(this);
  }

  /** Tells Terraform that what its state knows at `from` is what stands at `to` now. */
  addMoves(moves: readonly { readonly from: string; readonly to: string }[]): void {
    if (moves.length > 0)
      this.addOverride(
        "moved",
        moves.map(({ from, to }) => ({ from, to })),
      );
  }

  private claim(element: TerraformElement, name: string): void {
    const address = `${elementType(element)}.${name}`;
    const path = element.node.path;
    const holder = this.pathsByAddress.get(address);
    if (holder !== undefined && holder !== path) {
      throw new Error(`${address} is claimed by ${holder} and by ${path}; rename one of them`);
    }
    this.pathsByAddress.set(address, path);
  }
}

/** The Terraform type where there is one (`aws_vpc`, `data.aws_region`), else the kind: output, variable, … */
function elementType(element: Construct): string {
  const type = (element as { readonly _elementType?: string })._elementType;
  return type ?? element.constructor.name;
}
