package io.chancery.platform;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.deser.std.FromStringDeserializer;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import com.fasterxml.jackson.databind.ser.std.ToStringSerializer;
import io.chancery.kernel.DecisionId;
import io.chancery.kernel.DownloadGrantId;
import io.chancery.kernel.ExclusionId;
import io.chancery.kernel.FieldGroup;
import io.chancery.kernel.ReissueId;
import io.chancery.kernel.Sha256;
import io.quarkus.jackson.ObjectMapperCustomizer;
import jakarta.inject.Singleton;
import java.io.IOException;

/** How the API writes values: digests, ids and field groups as text, times as RFC 3339. */
@Singleton
class ApiValues implements ObjectMapperCustomizer {
  @Override
  public void customize(ObjectMapper mapper) {
    SimpleModule values = new SimpleModule();
    values.addSerializer(Sha256.class, new ToStringSerializer());
    values.addSerializer(DecisionId.class, new ToStringSerializer());
    values.addSerializer(ExclusionId.class, new ToStringSerializer());
    values.addSerializer(ReissueId.class, new ToStringSerializer());
    values.addSerializer(DownloadGrantId.class, new ToStringSerializer());
    values.addDeserializer(
        Sha256.class,
        new FromStringDeserializer<>(Sha256.class) {
          @Override
          protected Sha256 _deserialize(String value, DeserializationContext context) {
            return new Sha256(value);
          }
        });
    values.addSerializer(
        FieldGroup.class,
        new StdSerializer<>(FieldGroup.class) {
          @Override
          public void serialize(FieldGroup group, JsonGenerator out, SerializerProvider provider)
              throws IOException {
            out.writeString(group.key());
          }
        });
    mapper.registerModule(values);
    mapper.disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS);
    mapper.enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);
  }
}
