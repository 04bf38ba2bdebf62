export interface ModelBucket {
  readonly name: string;
  /** Prefix that the pods can read; ends with `/`. */
  readonly prefix: string;
  /** Key of the manifest with the digests of these files. @default - none is read */
  readonly manifest?: string;
  /**
   * Key that encrypts the bucket.
   *
   * @default - none; S3 encrypts it with a key that needs no permission
   */
  readonly kmsKeyArn?: string;
}
