/** An image that a program writes into pods that it creates, and where the program reads it. */
export interface WrittenImage {
  readonly from: { readonly variable: string } | { readonly argument: string };
}
