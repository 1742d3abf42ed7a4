/**
 * Embedded defaults for development, demonstration and tests: a real PostgreSQL, a real Keycloak
 * and seeded people on the loopback address. Production takes its own by configuration and refuses
 * these.
 */
@org.jspecify.annotations.NullMarked
package io.chancery.platform.embedded;
