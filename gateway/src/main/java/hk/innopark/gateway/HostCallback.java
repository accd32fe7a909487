package hk.innopark.gateway;

import java.util.function.Consumer;
import org.eclipse.paho.mqttv5.client.IMqttToken;
import org.eclipse.paho.mqttv5.client.MqttCallback;
import org.eclipse.paho.mqttv5.client.MqttDisconnectResponse;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.eclipse.paho.mqttv5.common.MqttMessage;
import org.eclipse.paho.mqttv5.common.packet.MqttProperties;

/** Hands on what the host's one subscription brings. */
record HostCallback(Consumer<byte[]> state) implements MqttCallback {
  @Override
  public void messageArrived(String topic, MqttMessage message) {
    state.accept(message.getPayload());
  }

  @Override
  public void disconnected(MqttDisconnectResponse response) {
    // the host asks its client whether it is connected
  }

  @Override
  public void mqttErrorOccurred(MqttException exception) {}

  @Override
  public void deliveryComplete(IMqttToken token) {}

  @Override
  public void connectComplete(boolean reconnect, String serverUri) {}

  @Override
  public void authPacketArrived(int reasonCode, MqttProperties properties) {}
}
