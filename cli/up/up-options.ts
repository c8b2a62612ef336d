/** What `leadline up` was told. */
export interface UpOptions {
  readonly workspace?: string;
  readonly port: number;
  readonly publicUrl?: string;
  readonly demo: boolean;
  readonly speed: number;
  readonly simulator: boolean;
  readonly reset?: boolean;
  readonly yes?: boolean;
}
