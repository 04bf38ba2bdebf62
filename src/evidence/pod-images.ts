/** An image that pods of models pull from the registry of its authors, or from a copy. */
export interface PodImage {
  readonly repository: string;
  /** Tags that were seen in use. */
  readonly tags: readonly string[];
  readonly source: string;
}
