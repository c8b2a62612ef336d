import { listApiKeys, type ApiKey } from '../../store/api-key';
import { apiKeyListSchema } from '../../views/api-keys';
import type { CliContext } from '../context';
import { renderTable } from '../table';
import { instantText } from '../wording';

/** `leadline key list`. */
export async function listKeys(context: CliContext): Promise<void> {
  const keys = await listApiKeys(await context.database());
  context.output.result(apiKeyListSchema.encode({ keys }), () =>
    keys.length === 0 ? 'There is no key; make one with `leadline key create`.' : keyTable(keys),
  );
}

const keyTable = (keys: readonly ApiKey[]): string =>
  renderTable<ApiKey>(
    [
      { title: 'id', value: (key) => key.id },
      { title: 'name', value: (key) => key.name },
      { title: 'may', value: (key) => key.scopes.join(' ') },
      { title: 'made', value: (key) => instantText(key.createdAt) },
      { title: 'last used', value: (key) => instantText(key.lastUsedAt) },
      { title: 'revoked', value: (key) => instantText(key.revokedAt) },
    ],
    keys,
  );
