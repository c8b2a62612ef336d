import { withNextAdminPort } from '../../../cli/up/admin-port';

describe('the admin port of a worker beside a server', () => {
  it('is the one after the server’s', () => {
    expect(withNextAdminPort({ LEADLINE_ADMIN_PORT: '9464', PATH: '/bin' })).toEqual({
      LEADLINE_ADMIN_PORT: '9465',
      PATH: '/bin',
    });
  });

  it.each([undefined, '', '0', 'many'])('is left alone where it is %s', (port) => {
    expect(withNextAdminPort({ LEADLINE_ADMIN_PORT: port })).toEqual({ LEADLINE_ADMIN_PORT: port });
  });
});
