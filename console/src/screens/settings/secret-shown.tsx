import { Button, CopyButton } from '@mantine/core';
import { Check, Copy } from 'lucide-react';

/** What is shown once: to be copied now. */
export function SecretShown({
  label,
  secret,
  done,
}: {
  readonly label: string;
  readonly secret: string;
  readonly done: () => void;
}) {
  return (
    <div className="secret" role="status">
      <p>{label}</p>
      <div className="secret-line">
        <code className="mono">{secret}</code>
        <CopyButton value={secret}>
          {({ copied, copy }) => (
            <Button
              onClick={copy}
              leftSection={copied ? <Check size={14} aria-hidden /> : <Copy size={14} aria-hidden />}
            >
              {copied ? 'Copied' : 'Copy'}
            </Button>
          )}
        </CopyButton>
        <Button onClick={done}>Done</Button>
      </div>
    </div>
  );
}
