/** An error that Terraform reports for an expression or a block. */
export class Mistake extends Error {
  constructor(
    message: string,
    /** Addresses of the blocks that lead to the expression. @default - none */
    readonly blocks: readonly string[] = [],
  ) {
    super(message);
  }

  /** The same mistake, where a block leads to it. */
  inBlock(block: string): Mistake {
    return new Mistake(`${block}: ${this.message}`, [block, ...this.blocks]);
  }
}
