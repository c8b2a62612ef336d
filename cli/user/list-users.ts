import { listUsers as list, type User } from '../../store/user';
import { userListSchema } from '../../views/users';
import type { CliContext } from '../context';
import { renderTable } from '../table';
import { instantText } from '../wording';

/** `leadline user list`. */
export async function listUsers(context: CliContext): Promise<void> {
  const users = await list(await context.database());
  context.output.result(userListSchema.encode({ users }), () =>
    users.length === 0 ? 'There is no user; make the first admin with `leadline user link`.' : userTable(users),
  );
}

const userTable = (users: readonly User[]): string =>
  renderTable<User>(
    [
      { title: 'name', value: (user) => user.name },
      { title: 'e-mail', value: (user) => user.email ?? '–' },
      { title: 'role', value: (user) => user.role },
      { title: 'rep', value: (user) => user.repId ?? '–' },
      { title: 'made', value: (user) => instantText(user.createdAt) },
      { title: 'last sign-in', value: (user) => instantText(user.lastSignInAt) },
      { title: 'disabled', value: (user) => instantText(user.disabledAt) },
    ],
    users,
  );
