import { TerraformElement, TerraformStack } from "cdktf";
import type { Construct, Node } from "constructs";
import { MOVE_BLOCKS, STACK_FILES } from "../../base/stack-files";
import { addressPart } from "./address-part";
import { stackTerraform } from "./stack-terraform";
import { addStackFile } from "./added-files";

/** An address that two elements of a stack would have. */
export interface SharedAddress {
  readonly stack: string;
  readonly address: string;
  readonly holders: readonly [Construct, Construct];
}

/**
 * A stack with readable resource addresses, such as `aws_subnet.private_a`.
 *
 * The address is the construct path below the stack. Ids in PascalCase (`Network`, CDK's own `Resource`) only
 * structure the tree and are not part of addresses. cdktf would silently merge two elements with the same
 * address, so duplicate addresses are errors, and so are references to other stacks that are not outputs.
 */
export class AddressedStack extends TerraformStack {
  private readonly holders = new Map<string, TerraformElement>();
  private readonly shared = new Map<string, SharedAddress>();

  protected override allocateLogicalId(element: TerraformElement | Node): string {
    const node = TerraformElement.isTerraformElement(element) ? element.node : element;
    const ids = node.scopes.slice(node.scopes.indexOf(this) + 1).map((scope) => scope.node.id);
    const shown = ids.filter((id) => !/^[A-Z]/.test(id));
    const name = addressPart(shown.join("_"));
    if (name === "") {
      throw new Error(
        `construct ${node.path} has no readable address; use a lower-case id for it or for a scope`,
      );
    }
    if (TerraformElement.isTerraformElement(element)) this.claim(element, name);
    return name;
  }

  override registerOutgoingCrossStackReference(reference: string): never {
    throw new Error(
      `${reference} of stack ${this.node.id} is used in another stack; export it as an output and read it there`,
    );
  }

  /** cdktf searches for references across stacks here, in a separate walk; `toTerraform` finds them too. */
  override prepareStack(): void {
    this.ensureBackendExists();
  }

  /** Addresses that two elements have; such a stack must not be written. */
  sharedAddresses(): SharedAddress[] {
    for (const element of this.node.findAll().filter(TerraformElement.isTerraformElement)) {
      // allocates the address of an element that nothing refers to
      void element.friendlyUniqueId;
    }
    return [...this.shared.values()];
  }

  /** Contents of `cdk.tf.json`. The blocks that belong into files beside it become such files. */
  override toTerraform(): object {
    const { stack, beside } = splitStack(stackTerraform(this));
    for (const [path, json] of beside) addStackFile(this, path, `${JSON.stringify(json, null, 2)}\n`);
    return stack;
  }

  /** Adds a `moved` block for each renamed address. */
  addMoves(moves: readonly { readonly from: string; readonly to: string }[]): void {
    if (moves.length > 0)
      this.addOverride(
        "moved",
        moves.map(({ from, to }) => ({ from, to })),
      );
  }

  private claim(element: TerraformElement, name: string): void {
    const address = `${elementType(element)}.${name}`;
    const holder = this.holders.get(address) ?? element;
    this.holders.set(address, holder);
    if (holder !== element) {
      this.shared.set(address, { stack: this.node.id, address, holders: [holder, element] });
    }
  }
}

/**
 * The Terraform type if there is one (`aws_vpc`, `data.aws_region`), otherwise the kind: output, variable, …
 */
function elementType(element: Construct): string {
  const type = (element as { readonly _elementType?: string })._elementType;
  return type ?? element.constructor.name;
}

type Mapping = Readonly<Record<string, unknown>>;

/** Separates the Terraform version and the blocks that change only the state from a stack's JSON (`base/stack-files.ts`). */
function splitStack(json: Mapping) {
  const { required_version: version, ...terraform } = (json["terraform"] ?? {}) as Mapping;
  const isMove = ([name]: [string, unknown]): boolean => Object.hasOwn(MOVE_BLOCKS, name);
  const moves = Object.entries(json).filter(isMove);
  return {
    stack: { ...Object.fromEntries(Object.entries(json).filter((each) => !isMove(each))), terraform },
    /** Files beside the stack's own, by name. */
    beside: new Map<string, Mapping>([
      ...(version === undefined
        ? []
        : [[STACK_FILES.versions, { terraform: { required_version: version } }] as const]),
      ...(moves.length === 0 ? [] : [[STACK_FILES.moves, Object.fromEntries(moves)] as const]),
    ]),
  };
}
