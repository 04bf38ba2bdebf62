/** Members of a family differ in more than the values of their elements: the family stays as it is. */
export class NotFoldableError extends Error {}
