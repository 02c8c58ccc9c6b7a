/** Where the EC2-compatible endpoint is, and how it is asked. */
export interface Ec2Settings {
  readonly endpoint: string;
  /**
   * With which it is asked. Without them each account asks with itself as access key: emulators tell accounts apart by
   * it.
   */
  readonly credentials?: { readonly accessKeyId: string; readonly secretAccessKey: string };
}
