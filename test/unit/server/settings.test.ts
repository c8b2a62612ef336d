import { readServerSettings } from '../../../server/settings';

const complete = {
  LEADLINE_DATABASE_URL: 'postgres://leadline@db/leadline',
  LEADLINE_TEMPORAL_ADDRESS: 'temporal:7233',
  LEADLINE_SECRET_KEY_FILE: '/run/secrets/leadline',
};

describe('the settings of the server', () => {
  it('need nothing but database, Temporal and key file; none of these has a default', () => {
    expect(readServerSettings(complete)).toMatchObject({
      host: '127.0.0.1',
      port: 4700,
      trustedProxies: 0,
      publicUrl: null,
    });
    for (const name of Object.keys(complete)) {
      expect(() => readServerSettings({ ...complete, [name]: undefined })).toThrow(name);
    }
  });

  it.each([
    ['LEADLINE_HTTP_PORT', '70000'],
    ['LEADLINE_PUBLIC_URL', 'ftp://leadline.test'],
    ['LEADLINE_TEMPORAL_UI_URL', 'temporal'],
    ['LEADLINE_TRUSTED_PROXIES', '-1'],
    ['LEADLINE_LOG_LEVEL', 'loud'],
  ])('refuse %s=%s', (name, value) => {
    expect(() => readServerSettings({ ...complete, [name]: value })).toThrow(name);
  });

  it('name what is missing and never a value', () => {
    let said = '';
    try {
      readServerSettings({ LEADLINE_DATABASE_URL: 'postgres://u:hush@db', LEADLINE_HTTP_PORT: 'hush' });
    } catch (error) {
      said = String(error);
    }
    expect(said).toContain('LEADLINE_HTTP_PORT');
    expect(said).not.toContain('hush');
  });
});
